package io.dataplat.jobs.database;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The transactions that write a table of PostgreSQL. Each locks the table before it takes a number
 * of its sequence, and until it ends.
 */
final class TableWriters {

  private static final String KIND =
      """
      SELECT relkind::text, pg_catalog.pg_is_in_recovery() FROM pg_catalog.pg_class
      WHERE oid = pg_catalog.to_regclass(?)
      """;
  private static final String SEQUENCE =
      """
      SELECT seqcache = 1 AND seqincrement = 1 AND NOT seqcycle FROM pg_catalog.pg_sequence
      WHERE seqrelid = pg_catalog.pg_get_serial_sequence(?, ?)::regclass
      """;
  private static final String WRITERS =
      """
      WITH RECURSIVE parts AS (
        SELECT pg_catalog.to_regclass(?)::oid AS id
        UNION SELECT inhrelid FROM pg_catalog.pg_inherits JOIN parts ON inhparent = id)
      SELECT DISTINCT virtualtransaction FROM pg_catalog.pg_locks JOIN parts ON relation = id
      WHERE mode = 'RowExclusiveLock' AND granted
        AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
      """;
  private static final Set<String> TABLES = Set.of("r", "p");
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Connection connection;
  private final GrowingColumn column;

  TableWriters(Connection connection, GrowingColumn column) {
    this.connection = connection;
    this.column = column;
  }

  /** Fails unless the locks tell who may still commit which number. */
  void checkNumbers() throws SQLException {
    try (var query = connection.prepareStatement(KIND)) {
      query.setString(1, column.table().sql());
      try (var found = query.executeQuery()) {
        if (found.next() && (!TABLES.contains(found.getString(1)) || found.getBoolean(2))) {
          throw refused(column, "it is a view, or on a replica, where nobody sees who writes it");
        }
      }
    }
    if (!isNumberedInOrder()) {
      throw refused(
          column,
          "`%s` has no sequence of its own that counts by 1 without `CACHE` and `CYCLE`"
              .formatted(column.column()));
    }
  }

  private boolean isNumberedInOrder() throws SQLException {
    try (var query = connection.prepareStatement(SEQUENCE)) {
      query.setString(1, column.table().sql());
      query.setString(2, column.column());
      try (var found = query.executeQuery()) {
        return found.next() && found.getBoolean(1);
      }
    }
  }

  static JobFailure refused(GrowingColumn column, String why) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "not-in-order",
        "the numbers `%s` of the table %s do not tell what is new: %s; take a time instead"
            .formatted(column.column(), column.name(), why));
  }

  /** Whether all who write the table now end within a time. */
  boolean awaitEnd(Duration patience) throws SQLException {
    var deadline = System.nanoTime() + patience.toNanos();
    var open = writers(Optional.empty());
    while (!open.isEmpty()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      pause();
      open = writers(Optional.of(open));
    }
    return true;
  }

  private Set<String> writers(Optional<Set<String>> among) throws SQLException {
    var sql = WRITERS + (among.isPresent() ? " AND virtualtransaction = ANY(?)" : "");
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, column.table().sql());
      if (among.isPresent()) {
        query.setArray(2, array(among.get()));
      }
      return names(query);
    }
  }

  private Array array(Set<String> names) throws SQLException {
    return connection.createArrayOf("text", names.toArray());
  }

  private static Set<String> names(PreparedStatement query) throws SQLException {
    var names = new LinkedHashSet<String>();
    try (var found = query.executeQuery()) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobFailure(ExitCode.UNEXPECTED, "interrupted", "the run was told to stop");
    }
  }
}
