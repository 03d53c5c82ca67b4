package io.dataplat.jobs.session;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Where the container of a connection is, and who may read it, in the words of Hadoop's ABFS. */
public record AzureStore(Connection connection) {

  private static final String AUTHENTICATION = "fs.azure.account.auth.type";
  private static final String OAUTH = "fs.azure.account.oauth";
  private static final String FEDERATED =
      "org.apache.hadoop.fs.azurebfs.oauth2.WorkloadIdentityTokenProvider";
  private static final String CLIENT = "AZURE_CLIENT_ID";
  // What AKS gives to a Pod that bears its label, and what Hadoop calls it.
  private static final Map<String, String> IDENTITY =
      new TreeMap<>(
          Map.of(
              "AZURE_TENANT_ID",
              OAUTH + "2.msi.tenant",
              CLIENT,
              OAUTH + "2.client.id",
              "AZURE_FEDERATED_TOKEN_FILE",
              OAUTH + "2.token.file",
              "AZURE_AUTHORITY_HOST",
              OAUTH + "2.msi.authority"));
  // A host that does not exist is asked for as often as one that is busy: for minutes, not for ten.
  private static final String MOST_RETRIES = "8";

  /** Makes every container of a plan reachable. */
  static void configure(Configuration configuration, JobPlan plan, Secrets secrets) {
    configuration.set("fs.abfs.impl", AzureContainer.class.getName());
    configuration.set("fs.abfss.impl", SecureAzureContainer.class.getName());
    plan.connections().stream()
        .filter(each -> each.place() == Place.AZURE)
        .map(AzureStore::new)
        .forEach(
            store ->
                StoreSettings.put(
                    configuration, store.authority(), store.settings(secrets, System.getenv())));
  }

  /** How Hadoop names the connection: encrypted, unless its own endpoint is not. */
  public String scheme() {
    return property("endpoint").startsWith("http:") ? "abfs" : "abfss";
  }

  /** How Hadoop names the container. */
  public String authority() {
    return property("container") + "@" + property("account") + ".dfs.core.windows.net";
  }

  Map<String, String> settings(Secrets secrets, Map<String, String> environment) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("fs.azure.io.retry.max.retries", MOST_RETRIES);
    if (!property("endpoint").isEmpty()) {
      settings.putAll(elsewhere(URI.create(property("endpoint"))));
    }
    if (connection.secrets().isEmpty()) {
      settings.putAll(identity(environment));
    }
    for (var secret : connection.secrets()) {
      boolean isSigned = secret.property().equals("sasToken");
      settings.put(AUTHENTICATION, isSigned ? "SAS" : "SharedKey");
      settings.put(
          isSigned ? "fs.azure.sas.fixed.token" : "fs.azure.account.key",
          secrets.read(secret.file()));
    }
    return settings;
  }

  private Map<String, String> identity(Map<String, String> environment) {
    var settings = new LinkedHashMap<String, String>();
    settings.put(AUTHENTICATION, "OAuth");
    settings.put(OAUTH + ".provider.type", FEDERATED);
    var given = new TreeMap<>(environment);
    if (!property("clientId").isEmpty()) {
      given.put(CLIENT, property("clientId"));
    }
    IDENTITY.forEach(
        (variable, setting) -> {
          if (!given.containsKey(variable)) {
            throw nobody(variable);
          }
          settings.put(setting, given.get(variable));
        });
    return settings;
  }

  private JobFailure nobody(String variable) {
    return new JobFailure(
        ExitCode.SECRET_REFUSED,
        "identity-missing",
        "connection `%s` has no `credentials`, and the process no identity on AKS: `%s` is not set"
            .formatted(connection.name(), variable));
  }

  // A store of one's own speaks the protocol of blobs, and has no host name for each account.
  private static Map<String, String> elsewhere(URI endpoint) {
    boolean isPlain = "http".equals(endpoint.getScheme());
    int usual = isPlain ? 80 : 443;
    int port = endpoint.getPort() < 0 ? usual : endpoint.getPort();
    return Map.of(
        "fs.azure.abfs.endpoint",
        endpoint.getHost() + ":" + port,
        "fs.azure.always.use.https",
        String.valueOf(!isPlain),
        "fs.azure.account.hns.enabled",
        "false",
        "fs.azure.fns.account.service.type",
        "BLOB");
  }

  private String property(String name) {
    return connection.properties().getOrDefault(name, "");
  }
}
