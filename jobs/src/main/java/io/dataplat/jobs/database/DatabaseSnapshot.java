package io.dataplat.jobs.database;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.TableCatalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One state of a database, which other connections can read too for as long as this one is open.
 */
final class DatabaseSnapshot implements AutoCloseable {

  private final Connection connection;
  private final Map<TableName, DatabaseTable> tables;

  private DatabaseSnapshot(Connection connection, Map<TableName, DatabaseTable> tables) {
    this.connection = connection;
    this.tables = tables;
  }

  /** Fixes the state of some tables. */
  static DatabaseSnapshot of(Database database, List<TableName> names) {
    var current = names.get(0);
    try {
      var connection = database.open();
      var isOpen = false;
      try {
        var tables = new LinkedHashMap<TableName, DatabaseTable>();
        var relations = new LinkedHashMap<TableName, Relation>();
        for (var name : names) {
          current = name;
          relations.put(name, find(connection, database, name));
        }
        var snapshot = begin(connection, relations);
        for (var name : relations.entrySet()) {
          current = name.getKey();
          var table =
              new TableCatalog(connection).table(database, snapshot, current, name.getValue());
          tables.put(current, table);
        }
        isOpen = true;
        return new DatabaseSnapshot(connection, tables);
      } finally {
        if (!isOpen) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(database, current, e);
    }
  }

  private static Relation find(Connection connection, Database database, TableName name)
      throws SQLException {
    return new TableCatalog(connection)
        .find(name)
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.INPUT_REFUSED,
                    "missing-input",
                    "the table `%s` of `%s` (%s) does not exist"
                        .formatted(name.text(), database.connection(), database.place())));
  }

  // A table that is rewritten or emptied between looks empty in an older state, so it is locked
  // before the state is fixed, which the first query does.
  private static String begin(Connection connection, Map<TableName, Relation> relations)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET idle_in_transaction_session_timeout = 0");
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      for (var name : relations.entrySet()) {
        if (name.getValue().isLockable()) {
          statement.execute("LOCK TABLE " + name.getKey().sql() + " IN ACCESS SHARE MODE");
        }
      }
      for (var name : relations.keySet()) {
        statement.execute("SELECT 1 FROM " + name.sql() + " LIMIT 0");
      }
      try (var found = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
        found.next();
        return found.getString(1);
      }
    }
  }

  /** A table of the state. */
  DatabaseTable table(TableName name) {
    return Optional.ofNullable(tables.get(name)).orElseThrow();
  }

  /** The least and the greatest value of a column of whole numbers; nothing without values. */
  Optional<long[]> bounds(TableName name, String column) {
    var quoted = TableName.quote(column);
    var sql =
        "SELECT min(%s)::bigint, max(%s)::bigint FROM %s".formatted(quoted, quoted, name.sql());
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      var least = found.getLong(1);
      return found.wasNull() ? Optional.empty() : Optional.of(new long[] {least, found.getLong(2)});
    } catch (SQLException e) {
      throw DatabaseFailure.of(table(name).database(), name, e);
    }
  }

  /** How far the outputs have come that are written into a table and whose names begin so. */
  List<String> frontiers(TableName name, String beginning) {
    try {
      var ledgers = new LedgerTable(connection, DatabaseSystem.POSTGRESQL, name);
      return ledgers.exists() ? ledgers.frontiers(beginning) : List.of();
    } catch (SQLException e) {
      throw DatabaseFailure.of(table(name).database(), name, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What was read from it is read.
    }
  }
}
