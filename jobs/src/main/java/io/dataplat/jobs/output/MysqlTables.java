package io.dataplat.jobs.output;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a MySQL knows of the tables that are written. */
final class MysqlTables {

  private static final String MAKING = "SELECT GET_LOCK('dataplat tables', 600)";
  private static final String LOCK_NOT_GIVEN = "40001";
  private static final String COLUMNS =
      """
      SELECT column_name, column_type, is_nullable = 'NO', collation_name
      FROM information_schema.columns
      WHERE table_schema = coalesce(?, database()) AND table_name = ? ORDER BY ordinal_position
      """;
  private static final String ENGINE =
      """
      SELECT coalesce(engine, table_type) FROM information_schema.tables
      WHERE table_schema = coalesce(?, database()) AND table_name = ?
      """;
  private static final String SCHEMA =
      "SELECT 1 FROM information_schema.schemata WHERE schema_name = coalesce(?, database())";
  // The others see no difference between cases, accents or blanks at the end.
  private static final String EXACT =
      """
      SELECT collation_name FROM information_schema.collations
      WHERE collation_name IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin') ORDER BY 1 DESC
      """;
  private static final Pattern WIDTH = Pattern.compile("^(smallint|int|bigint)\\(\\d+\\)");

  private MysqlTables() {}

  /** Waits for a lock of the server, which the connection has until it is closed. */
  static void lockMaking(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var given = statement.executeQuery(MAKING)) {
      if (!given.next() || given.getInt(1) != 1) {
        throw new SQLException("the lock was not given", LOCK_NOT_GIVEN);
      }
    }
  }

  static boolean hasSchema(Connection connection, TableName table) throws SQLException {
    try (var query = connection.prepareStatement(SCHEMA)) {
      query.setString(1, table.schemaName().orElse(null));
      try (var found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  static Map<String, FoundColumn> columns(Connection connection, TableName table)
      throws SQLException {
    var columns = new LinkedHashMap<String, FoundColumn>();
    try (var query = about(connection, COLUMNS, table);
        var found = query.executeQuery()) {
      while (found.next()) {
        columns.put(
            found.getString(1),
            new FoundColumn(
                type(found.getString(2)),
                found.getBoolean(3),
                Optional.ofNullable(found.getString(4))));
      }
    }
    return columns;
  }

  // Older servers and MariaDB show a width that means nothing.
  private static String type(String full) {
    return WIDTH.matcher(full.toLowerCase(Locale.ROOT)).replaceFirst("$1");
  }

  /** What keeps a table; nothing if it is not there. */
  static Optional<String> engine(Connection connection, TableName table) throws SQLException {
    try (var query = about(connection, ENGINE, table);
        var found = query.executeQuery()) {
      return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
    }
  }

  private static PreparedStatement about(Connection connection, String sql, TableName table)
      throws SQLException {
    var query = connection.prepareStatement(sql);
    query.setString(1, table.schemaName().orElse(null));
    query.setString(2, table.local());
    return query;
  }

  /** Whether texts are equal in a collation only if they are the same. */
  static boolean isExact(String collation) {
    return collation.endsWith("_nopad_bin") || collation.endsWith("_0900_bin");
  }

  /** A collation of the server in which texts are equal only if they are the same. */
  static String exactCollation(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(EXACT)) {
      if (found.next()) {
        return found.getString(1);
      }
      throw new JobFailure(
          ExitCode.STATE_REFUSED,
          "database-not-supported",
          "the server tells texts with blanks at their end from others only since MySQL 8.0.17 and"
              + " MariaDB 10.2");
    }
  }
}
