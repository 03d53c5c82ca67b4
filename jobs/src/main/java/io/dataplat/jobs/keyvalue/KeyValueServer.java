package io.dataplat.jobs.keyvalue;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import java.io.Serializable;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * A Redis, and who may write it.
 *
 * @param connection the name that the plan has for it
 * @param user nobody where the server asks for none
 */
public record KeyValueServer(
    String connection,
    String host,
    int port,
    int database,
    boolean tls,
    @Nullable String user,
    @Nullable String password)
    implements Serializable {

  private static final String APPLICATION = "dataplat";
  private static final int CONNECT_MILLIS = 10_000;
  // A server that writes its state to disk answers late.
  private static final int ANSWER_MILLIS = 60_000;

  /** The server of a connection of a plan. */
  public static KeyValueServer of(Connection connection, LocalPlaces places, Secrets secrets) {
    if (connection.place() == Place.EMBEDDED) {
      return embedded(connection, places);
    }
    if (connection.place() != Place.REDIS) {
      throw refused(
          "place-not-supported",
          "the key-value store `%s` cannot be at `%s`"
              .formatted(connection.name(), connection.place()));
    }
    var properties = connection.properties();
    return new KeyValueServer(
        connection.name(),
        properties.getOrDefault("host", ""),
        Integer.parseInt(properties.getOrDefault("port", "0")),
        Integer.parseInt(properties.getOrDefault("database", "0")),
        !"false".equals(properties.get("tls")),
        secret(connection, secrets, "user"),
        secret(connection, secrets, "password"));
  }

  private static KeyValueServer embedded(Connection connection, LocalPlaces places) {
    var port =
        places
            .keyValues()
            .orElseThrow(
                () ->
                    refused(
                        "place-not-supported",
                        "the key-value store `%s` is embedded: `dataplat:run` brings it along, a job alone does not"
                            .formatted(connection.name())));
    return new KeyValueServer(connection.name(), "localhost", port, 0, false, null, null);
  }

  private static String secret(Connection connection, Secrets secrets, String property) {
    return secrets
        .find(connection, property)
        .orElseThrow(
            () ->
                refused(
                    "plan-malformed",
                    "the key-value store `%s` has no secret `%s`"
                        .formatted(connection.name(), property)));
  }

  /** A new connection to it. */
  public Jedis open() {
    var settings =
        DefaultJedisClientConfig.builder()
            .database(database)
            .clientName(APPLICATION)
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(ANSWER_MILLIS)
            .ssl(tls);
    if (user != null) {
      settings.user(user).password(password);
    }
    if (tls) {
      // The client checks who signed the certificate, and not by itself whose it is.
      var checked = new SSLParameters();
      checked.setEndpointIdentificationAlgorithm("HTTPS");
      settings.sslParameters(checked);
    }
    return new Jedis(new HostAndPort(host, port), settings.build());
  }

  /** Where it is, for people. */
  public String place() {
    return host + ":" + port + "/" + database;
  }

  /** Never the password. */
  @Override
  public String toString() {
    return connection + " at " + place();
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.PLAN_REFUSED, rule, message);
  }
}
