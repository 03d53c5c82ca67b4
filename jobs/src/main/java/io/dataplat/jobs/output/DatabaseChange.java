package io.dataplat.jobs.output;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.database.DatabaseTypes;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.Balance;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.Staged;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Changes a table in the way of the write mode, inside a transaction. */
record DatabaseChange(Connection connection, TableName table, StageRequest request) {

  private static final int BUFFER = 1 << 16;

  Staged apply(HeldRows held, long accepted) throws SQLException {
    switch (request.write().mode()) {
      case APPEND -> deleteBatch();
      case OVERWRITE -> execute("DELETE FROM " + table.sql());
      case OVERWRITE_INTERVAL -> execute("DELETE FROM " + table.sql() + " WHERE " + isInside());
      case UPSERT -> {
        return new DatabaseUpsert(this).apply(held, accepted);
      }
      default ->
          throw new IllegalStateException(
              "a plan that was judged writes no `" + request.write().mode() + "` into a database");
    }
    var copied = copy(table.sql(), held);
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
            .formatted(table.sql(), TableName.quote(TechnicalColumns.BATCH_ID));
    try (var delete = connection.prepareStatement(sql)) {
      delete.setString(1, request.batch().value());
      delete.executeUpdate();
    }
  }

  private String isInside() {
    var time = request.dataset().timeColumn().flatMap(request.dataset()::column).orElseThrow();
    var type = ColumnTypes.of(time);
    return new TimeBounds(request.interval().orElseThrow(), type)
        .sql(TableName.quote(time.sourceName()), DatabaseTypes.name(type));
  }

  /** All columns that are written, in the order of the held rows. */
  List<String> columns() {
    return Stream.concat(
            request.dataset().columns().stream().map(ContractColumn::sourceName),
            Stream.of(TechnicalColumns.BATCH_ID))
        .map(TableName::quote)
        .toList();
  }

  /** Copies the held rows into a table, and tells how many it took. */
  long copy(String into, HeldRows held) throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY %s (%s) FROM STDIN (FORMAT text, ENCODING 'UTF8')"
                    .formatted(into, columns().stream().collect(Collectors.joining(", "))));
    try {
      var rows = held.here();
      var buffer = new ByteArrayOutputStream(BUFFER);
      while (rows.hasNext()) {
        buffer.writeBytes(CopyText.line(rows.next()));
        if (buffer.size() >= BUFFER || !rows.hasNext()) {
          copy.writeToCopy(buffer.toByteArray(), 0, buffer.size());
          buffer.reset();
        }
      }
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Runs a statement, and tells how many rows it changed. */
  long execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }
}
