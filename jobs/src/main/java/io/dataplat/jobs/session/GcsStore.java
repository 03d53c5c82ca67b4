package io.dataplat.jobs.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.SecretFile;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Where the bucket of a connection is, and who may read it, in the words of Google's connector. */
record GcsStore(Connection connection, Secrets secrets) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ACCOUNT = "fs.gs.auth.service.account.";
  // What a key of a service account calls it, and what the connector does.
  private static final Map<String, String> SETTING_OF =
      Map.of(
          "client_email", ACCOUNT + "email",
          "private_key_id", ACCOUNT + "private.key.id",
          "private_key", ACCOUNT + "private.key",
          "token_uri", "fs.gs.token.server.url");

  /** Makes every bucket of a plan reachable. */
  static void configure(Configuration configuration, JobPlan plan, Secrets secrets) {
    configuration.set("fs.gs.impl", GcsBucket.class.getName());
    plan.connections().stream()
        .filter(each -> each.place() == Place.GCS)
        .map(each -> new GcsStore(each, secrets))
        .forEach(store -> StoreSettings.put(configuration, store.bucket(), store.settings()));
  }

  private String bucket() {
    return connection.properties().getOrDefault("bucket", "");
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    var properties = connection.properties();
    if (properties.containsKey("endpoint")) {
      settings.put("fs.gs.storage.root.url", properties.get("endpoint").replaceAll("/*$", "/"));
    }
    if (properties.containsKey("project")) {
      settings.put("fs.gs.project.id", properties.get("project"));
    }
    // Without a key the connector takes the identity of the Pod, or of the environment.
    connection.secrets().stream()
        .filter(secret -> secret.property().equals("serviceAccountKey"))
        .forEach(secret -> settings.putAll(key(secret)));
    return settings;
  }

  // The values and not the file: so executors need not know where it is.
  private Map<String, String> key(SecretFile secret) {
    var settings = new LinkedHashMap<String, String>();
    try {
      var key = MAPPER.readTree(secrets.read(secret.file()));
      SETTING_OF.forEach(
          (field, setting) -> {
            if (!key.path(field).isTextual()) {
              throw refused(secret);
            }
            settings.put(setting, key.path(field).asText());
          });
      return settings;
    } catch (JsonProcessingException e) {
      throw refused(secret);
    }
  }

  private static JobFailure refused(SecretFile secret) {
    return new JobFailure(
        ExitCode.SECRET_REFUSED,
        "secret-damaged",
        "the secret file `" + secret.file() + "` is no key of a service account, which is JSON");
  }
}
