package io.dataplat.jobs.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a MySQL or MariaDB knows of a table. */
record MysqlCatalog(Database database, TableName name) {

  private static final String COLUMNS =
      """
      SELECT column_name, data_type, column_type FROM information_schema.columns
      WHERE table_schema = coalesce(?, database()) AND table_name = ? ORDER BY ordinal_position
      """;
  private static final Set<String> TEXTS =
      Set.of(
          "char",
          "varchar",
          "tinytext",
          "text",
          "mediumtext",
          "longtext",
          "enum",
          "set",
          "json",
          "time",
          "uuid",
          "inet4",
          "inet6");
  private static final Set<String> BYTES =
      Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

  /** The table, of which no state is held. */
  DatabaseTable table() {
    try (var connection = database.open()) {
      // The schema of information does not tell a missing table from one that may not be read.
      try (var statement = connection.createStatement()) {
        statement.execute("SELECT 1 FROM " + database.system().quote(name) + " LIMIT 0");
      }
      return new DatabaseTable(database, "", name, false, false, 0, columns(connection));
    } catch (SQLException e) {
      throw DatabaseFailure.of(database, name, e);
    }
  }

  /** Whether there is a table that the user may know of. */
  static boolean exists(Connection connection, TableName name) throws SQLException {
    var sql =
        "SELECT 1 FROM information_schema.tables"
            + " WHERE table_schema = coalesce(?, database()) AND table_name = ?";
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, name.schemaName().orElse(null));
      query.setString(2, name.local());
      try (var found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  /** How far the outputs have come that are written into the table and whose names begin so. */
  List<String> frontiers(String beginning) {
    try (var connection = database.open()) {
      var ledgers = new LedgerTable(connection, database.system(), name);
      return ledgers.exists() ? ledgers.frontiers(beginning) : List.of();
    } catch (SQLException e) {
      throw DatabaseFailure.of(database, name, e);
    }
  }

  /** The least and the greatest value of a column of whole numbers; nothing without values. */
  Optional<long[]> bounds(String column) {
    var quoted = database.system().quote(column);
    var sql =
        "SELECT min(%s), max(%s) FROM %s".formatted(quoted, quoted, database.system().quote(name));
    try (var connection = database.open();
        var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      var least = found.getLong(1);
      return found.wasNull() ? Optional.empty() : Optional.of(new long[] {least, found.getLong(2)});
    } catch (SQLException e) {
      throw DatabaseFailure.of(database, name, e);
    }
  }

  private List<DatabaseColumn> columns(Connection connection) throws SQLException {
    var columns = new ArrayList<DatabaseColumn>();
    try (var query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, name.schemaName().orElse(null));
      query.setString(2, name.local());
      try (var found = query.executeQuery()) {
        while (found.next()) {
          columns.add(new DatabaseColumn(found.getString(1), type(found)));
        }
      }
    }
    return columns;
  }

  private static String type(ResultSet column) throws SQLException {
    var name = column.getString(2).toLowerCase(Locale.ROOT);
    var full = column.getString(3).toLowerCase(Locale.ROOT);
    if (TEXTS.contains(name)) {
      return "text";
    }
    if (BYTES.contains(name)) {
      return "blob";
    }
    if (full.startsWith("bit(1)") || full.startsWith("tinyint(1)")) {
      return full.startsWith("bit") ? "bit(1)" : "tinyint(1)";
    }
    return full.contains("unsigned") ? name + " unsigned" : name;
  }
}
