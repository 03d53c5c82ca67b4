package io.dataplat.jobs.database;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What a database speaks. */
public enum DatabaseSystem {
  POSTGRESQL("\"", Clocks.POSTGRESQL),
  /** MySQL and MariaDB. */
  MYSQL("`", "SELECT date_format(utc_timestamp(6), '%Y-%m-%dT%H:%i:%s.%f')");

  private static final class Clocks {
    // A replica shows what was committed up to the last transaction that it has taken over.
    static final String POSTGRESQL =
        """
        SELECT pg_catalog.to_char((CASE WHEN pg_catalog.pg_is_in_recovery()
            THEN pg_catalog.pg_last_xact_replay_timestamp()
            ELSE pg_catalog.clock_timestamp() END) AT TIME ZONE 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.US')
        """;
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private final String quote;
  private final String clock;

  DatabaseSystem(String quote, String clock) {
    this.quote = quote;
    this.clock = clock;
  }

  /** A query for the time in UTC: what is read after it holds all that was committed by then. */
  String clock() {
    return clock;
  }

  /** One name, quoted. */
  public String quote(String name) {
    return quote + name.replace(quote, quote + quote) + quote;
  }

  /** The name of a table, quoted: its schema before the first dot, if it has one. */
  public String quote(TableName table) {
    var text = table.text();
    var dot = text.indexOf('.');
    return dot < 0
        ? quote(text)
        : quote(text.substring(0, dot)) + "." + quote(text.substring(dot + 1));
  }

  /** What an error means, as an SQL state of PostgreSQL; empty if nobody knows. */
  public String state(SQLException error) {
    return this == MYSQL
        ? MysqlConnections.state(error)
        : Optional.ofNullable(error.getSQLState()).orElse("");
  }

  /** A day or a time in SQL; an instant is one of UTC, in which all connections show times. */
  public String literal(Object time) {
    if (time instanceof LocalDate day) {
      return "DATE '" + day + "'";
    }
    if (time instanceof LocalDateTime local) {
      return "TIMESTAMP '" + TIME.format(local) + "'";
    }
    var text = TIME.format(((Instant) time).atOffset(ZoneOffset.UTC));
    return this == POSTGRESQL ? "TIMESTAMPTZ '" + text + "+00'" : "TIMESTAMP '" + text + "'";
  }
}
