package io.dataplat.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.fixture.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a Pod on AKS is, when its connection names no secret. */
class AzureStoreTest {

  private static AzureStore store(String endpoint) {
    return new AzureStore(
        new Connection(
            "landing",
            ConnectionType.OBJECT_STORE,
            Place.AZURE,
            Map.of(
                "account", "acme", "container", "own", "clientId", "reader", "endpoint", endpoint),
            List.of()));
  }

  @Test
  void aPodAsksWithItsOwnTokenForOneOfAzure(@TempDir Path folder) throws IOException {
    var asked = new ArrayList<String>();
    var token = Files.writeString(folder.resolve("token"), "token-of-the-pod");
    try (var server =
        new LoopbackServer(
            exchange -> {
              try (exchange) {
                var body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(exchange.getRequestURI().getPath() + " " + body);
                exchange.sendResponseHeaders(403, -1);
              }
            })) {
      var store = store(server.uri());
      var all = new Configuration();
      StoreSettings.put(
          all,
          "own@acme.dfs.core.windows.net",
          store.settings(
              Secrets.mounted(),
              Map.of(
                  "AZURE_AUTHORITY_HOST",
                  server.uri() + "/",
                  "AZURE_TENANT_ID",
                  "a-tenant",
                  "AZURE_CLIENT_ID",
                  "somebody else",
                  "AZURE_FEDERATED_TOKEN_FILE",
                  token.toString())));

      assertThatThrownBy(
              () -> {
                try (var container = new AzureContainer()) {
                  container.initialize(URI.create(store.scheme() + "://" + store.authority()), all);
                  container.listStatus(new org.apache.hadoop.fs.Path("/"));
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(asked.get(0))
        .startsWith("/a-tenant/oauth2/v2.0/token ")
        .contains("client_assertion=token-of-the-pod", "client_id=reader");
  }

  @Test
  void aProcessWithoutAnIdentityIsToldWhatItLacks() {
    assertThatThrownBy(
            () -> store("").settings(Secrets.mounted(), Map.of("AZURE_TENANT_ID", "a-tenant")))
        .hasMessageContaining("connection `landing` has no `credentials`")
        .hasMessageContaining("is not set");
  }
}
