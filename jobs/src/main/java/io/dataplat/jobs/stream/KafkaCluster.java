package io.dataplat.jobs.stream;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How clients reach the brokers of a connection. */
record KafkaCluster(Connection connection, Secrets secrets, Optional<String> localBrokers) {

  // What a client of a cluster with users speaks; the language has no other.
  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule";

  /** The settings of a Kafka client. */
  Map<String, String> client() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("bootstrap.servers", brokers());
    var isTls = Boolean.parseBoolean(connection.properties().getOrDefault("tls", "false"));
    var isLogin = !connection.secrets().isEmpty();
    settings.put("security.protocol", (isLogin ? "SASL_" : "") + (isTls ? "SSL" : "PLAINTEXT"));
    if (isLogin) {
      settings.put("sasl.mechanism", MECHANISM);
      settings.put(
          "sasl.jaas.config",
          "%s required username=%s password=%s;"
              .formatted(LOGIN, quoted(secret("username")), quoted(secret("password"))));
    }
    return settings;
  }

  private String brokers() {
    var brokers =
        connection.place() == Place.EMBEDDED
            ? localBrokers
            : Optional.ofNullable(connection.properties().get("bootstrapServers"));
    return brokers.orElseThrow(
        () ->
            new JobFailure(
                ExitCode.BAD_ARGUMENTS,
                "brokers-missing",
                "the connection `" + connection.name() + "` is embedded: give --brokers"));
  }

  private String secret(String property) {
    return secrets
        .find(connection, property)
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.PLAN_REFUSED,
                    "plan-malformed",
                    "the connection `" + connection.name() + "` has no `" + property + "`"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
