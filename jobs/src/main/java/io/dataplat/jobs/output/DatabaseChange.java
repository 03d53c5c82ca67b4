package io.dataplat.jobs.output;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.Balance;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.Staged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes a table in the way of the write mode, inside a transaction. */
record DatabaseChange(
    Connection connection, Dialect dialect, TableName table, StageRequest request) {

  Staged apply(HeldRows held, long accepted) throws SQLException {
    switch (request.write().mode()) {
      case APPEND -> deleteBatch();
      case OVERWRITE -> execute("DELETE FROM " + dialect.quote(table));
      case OVERWRITE_INTERVAL ->
          execute("DELETE FROM " + dialect.quote(table) + " WHERE " + isInside());
      case UPSERT -> {
        return new DatabaseUpsert(this).apply(held, accepted);
      }
      default ->
          throw new IllegalStateException(
              "a plan that was judged writes no `" + request.write().mode() + "` into a database");
    }
    var copied = copy(dialect.quote(table), held);
    return new Staged(
        accepted,
        Map.of("inserted", copied),
        held::rows,
        List.of(new Balance("rows copied", accepted, copied)),
        Optional.empty());
  }

  // A re-run replaces what the batch had added before.
  private void deleteBatch() throws SQLException {
    var sql =
        "DELETE FROM %s WHERE %s = ?"
            .formatted(dialect.quote(table), dialect.quote(TechnicalColumns.BATCH_ID));
    try (var delete = connection.prepareStatement(sql)) {
      delete.setString(1, request.batch().value());
      delete.executeUpdate();
    }
  }

  private String isInside() {
    var time = request.dataset().timeColumn().flatMap(request.dataset()::column).orElseThrow();
    return new TimeBounds(request.interval().orElseThrow(), ColumnTypes.of(time))
        .sql(dialect.quote(time.sourceName()), dialect.system()::literal);
  }

  /** All columns that are written, in the order of the held rows. */
  List<String> columns() {
    return Stream.concat(
            request.dataset().columns().stream().map(ContractColumn::sourceName),
            Stream.of(TechnicalColumns.BATCH_ID))
        .map(dialect::quote)
        .toList();
  }

  /** Copies the held rows into a table, and tells how many it took. */
  long copy(String into, HeldRows held) throws SQLException {
    return dialect.load(connection, into, columns(), held.here());
  }

  /** Runs a statement, and tells how many rows it changed. */
  long execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }
}
