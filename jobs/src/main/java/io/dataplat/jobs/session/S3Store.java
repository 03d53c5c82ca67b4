package io.dataplat.jobs.session;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Where the bucket of a connection is, and who may read it, in the words of Hadoop's S3A. */
record S3Store(Connection connection, Secrets secrets) {

  private static final String FILE_SYSTEM = "org.apache.hadoop.fs.s3a.S3AFileSystem";
  // The identity of the Pod, of the machine, or of the environment: whichever is there.
  private static final String OWN_IDENTITY =
      "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider";
  private static final String KEYS = "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider";
  private static final Map<String, String> KEY_OF =
      Map.of("accessKeyId", "access.key", "secretAccessKey", "secret.key");

  /** Makes every bucket of a plan reachable. */
  static void configure(Configuration configuration, JobPlan plan, Secrets secrets) {
    plan.connections().stream()
        .filter(each -> each.type() == ConnectionType.OBJECT_STORE && each.place() == Place.S3)
        .map(connection -> new S3Store(connection, secrets))
        .forEach(store -> store.settings().forEach(configuration::set));
  }

  private Map<String, String> settings() {
    var properties = connection.properties();
    var prefix = "fs.s3a.bucket." + properties.get("bucket") + ".";
    var settings = new LinkedHashMap<String, String>();
    settings.put("fs.s3.impl", FILE_SYSTEM);
    if (properties.containsKey("endpoint")) {
      settings.put(prefix + "endpoint", properties.get("endpoint"));
      // A store of one's own seldom has a host name for each bucket.
      settings.put(prefix + "path.style.access", "true");
    }
    settings.put(prefix + "endpoint.region", properties.getOrDefault("region", "us-east-1"));
    settings.put(
        prefix + "aws.credentials.provider", connection.secrets().isEmpty() ? OWN_IDENTITY : KEYS);
    connection
        .secrets()
        .forEach(
            secret -> settings.put(prefix + key(secret.property()), secrets.read(secret.file())));
    return settings;
  }

  private static String key(String property) {
    return KEY_OF.getOrDefault(property, property);
  }
}
