package io.dataplat.jobs.database;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;

/** Connections to a MySQL or MariaDB, and what its errors mean. */
final class MysqlConnections {

  // What the driver logs quotes the server, and that may quote values; it is asked once.
  static {
    System.setProperty("mariadb.logging.disable", "true");
  }

  private static final Predicate<String> HOST =
      Pattern.compile("[A-Za-z0-9._-]+").asMatchPredicate();
  private static final String BROKEN = "08006";
  // Its own SQL states say little: most are 42000.
  private static final Map<Integer, String> STATES =
      Map.ofEntries(
          Map.entry(1044, "42501"),
          Map.entry(1142, "42501"),
          Map.entry(1143, "42501"),
          Map.entry(1045, "28000"),
          Map.entry(1698, "28000"),
          Map.entry(1049, "3D000"),
          Map.entry(1146, "42P01"),
          Map.entry(1054, "42703"),
          Map.entry(1205, "55P03"),
          Map.entry(1213, "40001"),
          Map.entry(1020, "40001"),
          Map.entry(1227, "42501"),
          Map.entry(1366, "22P05"),
          Map.entry(1021, "53100"),
          Map.entry(1114, "53100"),
          Map.entry(1153, "54000"),
          Map.entry(1290, "25006"),
          Map.entry(1792, "25006"),
          Map.entry(1836, "25006"),
          Map.entry(1040, "53300"),
          Map.entry(1203, "53300"),
          Map.entry(1053, "57P01"),
          Map.entry(1317, "57014"),
          Map.entry(1927, "57P01"));

  private MysqlConnections() {}

  static Connection open(Database database) throws SQLException {
    var connection = Driver.connect(configuration(database));
    var isOpen = false;
    try (var statement = connection.createStatement()) {
      // Spark may be slower than the server expects its clients to be.
      statement.execute("SET time_zone = '+00:00', net_write_timeout = 3600");
      statement.execute("USE " + database.system().quote(database.name()));
      isOpen = true;
      return connection;
    } finally {
      if (!isOpen) {
        connection.close();
      }
    }
  }

  // Only the host stands in a text that the driver takes apart.
  private static Configuration configuration(Database database) throws SQLException {
    if (!HOST.test(database.host())) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-malformed",
          "the database `" + database.connection() + "` has a host that is none");
    }
    var settings = new Properties();
    settings.setProperty("user", database.user());
    settings.setProperty("password", database.password());
    settings.setProperty("sslMode", database.tls() ? "verify-full" : "disable");
    settings.setProperty("allowLocalInfile", "false");
    settings.setProperty("permitRedirect", "false");
    settings.setProperty("tcpKeepAlive", "true");
    settings.setProperty("connectionAttributes", "program_name:dataplat");
    return Configuration.parse(
        "jdbc:mariadb://" + database.host() + ":" + database.port() + "/", settings);
  }

  /** The SQL state that PostgreSQL has for the same error. */
  static String state(SQLException error) {
    var own = error.getSQLState();
    // The driver says nothing of a connection that breaks while rows come.
    return STATES.getOrDefault(error.getErrorCode(), own == null || own.isEmpty() ? BROKEN : own);
  }
}
