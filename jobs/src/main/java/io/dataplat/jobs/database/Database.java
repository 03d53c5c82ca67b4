package io.dataplat.jobs.database;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database, and who may read it.
 *
 * @param connection the name that the plan has for it
 */
public record Database(
    DatabaseSystem system,
    String connection,
    String host,
    int port,
    String name,
    boolean tls,
    String user,
    String password)
    implements Serializable {

  private static final String APPLICATION = "dataplat";
  // The authorities that Java trusts, as for all other connections of the job.
  private static final String TRUST = "org.postgresql.ssl.DefaultJavaSSLFactory";
  // Java forgets the level of a logger that nobody holds.
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  // What the driver logs quotes the server, and that may quote values; a configuration that the
  // caller has named stays in force.
  static {
    if (System.getProperty("java.util.logging.config.file") == null) {
      DRIVER.setLevel(Level.OFF);
    }
  }

  /** The database of a connection of a plan. */
  public static Database of(Connection connection, LocalPlaces places, Secrets secrets) {
    if (connection.place() == Place.EMBEDDED) {
      return embedded(connection, places);
    }
    var system =
        connection.place() == Place.MYSQL ? DatabaseSystem.MYSQL : DatabaseSystem.POSTGRESQL;
    if (system == DatabaseSystem.POSTGRESQL && connection.place() != Place.POSTGRESQL) {
      throw refused(
          "place-not-supported",
          "the database `" + connection.name() + "` cannot be at `" + connection.place() + "`");
    }
    var properties = connection.properties();
    return new Database(
        system,
        connection.name(),
        properties.getOrDefault("host", ""),
        Integer.parseInt(properties.getOrDefault("port", "0")),
        properties.getOrDefault("database", ""),
        !"false".equals(properties.get("tls")),
        secret(connection, secrets, "user"),
        secret(connection, secrets, "password"));
  }

  private static Database embedded(Connection connection, LocalPlaces places) {
    var port =
        places
            .databases()
            .orElseThrow(
                () ->
                    refused(
                        "place-not-supported",
                        "the database `"
                            + connection.name()
                            + "` is embedded: `dataplat:run` brings it along, a job alone does"
                            + " not"));
    return new Database(
        DatabaseSystem.POSTGRESQL,
        connection.name(),
        "localhost",
        port,
        connection.name(),
        false,
        "postgres",
        "postgres");
  }

  private static String secret(Connection connection, Secrets secrets, String property) {
    return secrets
        .find(connection, property)
        .orElseThrow(
            () ->
                refused(
                    "plan-malformed",
                    "the database `" + connection.name() + "` has no secret `" + property + "`"));
  }

  /** A new connection to it. */
  public java.sql.Connection open() throws SQLException {
    return system == DatabaseSystem.MYSQL ? MysqlConnections.open(this) : openPostgresql();
  }

  private java.sql.Connection openPostgresql() throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(name);
    source.setUser(user);
    source.setPassword(password);
    source.setApplicationName(APPLICATION);
    // Nothing is said on a connection that holds a state or waits for a slow scan.
    source.setTcpKeepAlive(true);
    source.setSslMode(tls ? "verify-full" : "disable");
    source.setSslfactory(TRUST);
    return source.getConnection();
  }

  /** How Spark's own source of databases reaches it. */
  public Map<String, String> options() {
    return Map.of(
        "url",
        "jdbc:postgresql://%s:%s/%s"
            .formatted(host, port, URLEncoder.encode(name, StandardCharsets.UTF_8)),
        "driver",
        "org.postgresql.Driver",
        "user",
        user,
        "password",
        password,
        "sslmode",
        tls ? "verify-full" : "disable",
        "sslfactory",
        TRUST);
  }

  /** Where it is, for people. */
  public String place() {
    return host + ":" + port + "/" + name;
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
