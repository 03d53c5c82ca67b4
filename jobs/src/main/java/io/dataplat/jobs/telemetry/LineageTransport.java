package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.session.LocalPlaces;
import io.openlineage.client.Clients;
import io.openlineage.client.DefaultConfigPathProvider;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.openlineage.client.transports.Transport;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * Where lineage events go: as OpenLineage's own client is configured; without that a local run
 * writes them beside its tables, and a run on a cluster keeps them to itself.
 */
record LineageTransport(Map<String, String> environment, LocalPlaces places, boolean isLocal) {

  private static final String URL = "OPENLINEAGE_URL";
  private static final String FILE = "openlineage.jsonl";

  /** A client, if events go anywhere. */
  Optional<OpenLineageClient> client() {
    if (isConfigured()) {
      return Optional.of(Clients.newClient());
    }
    return Optional.ofNullable(environment.get(URL))
        .map(LineageTransport::http)
        .or(() -> isLocal ? Optional.of(file()) : Optional.empty())
        .map(OpenLineageClient::new);
  }

  // The client for Java knows all variables of the others but the shortest.
  private boolean isConfigured() {
    return environment.keySet().stream()
            .anyMatch(name -> name.startsWith("OPENLINEAGE_") && !name.equals(URL))
        || new DefaultConfigPathProvider().getPaths().stream().anyMatch(Files::exists);
  }

  private static Transport http(String url) {
    var config = new HttpConfig();
    config.setUrl(URI.create(url));
    return new HttpTransport(config);
  }

  private Transport file() {
    return new FileTransport(
        new FileConfig(places.state().resolve(FILE).toAbsolutePath().toString()));
  }
}
