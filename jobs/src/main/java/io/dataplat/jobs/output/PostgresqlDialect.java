package io.dataplat.jobs.output;

import io.dataplat.jobs.database.DatabaseSystem;
import io.dataplat.jobs.database.DatabaseTypes;
import io.dataplat.jobs.database.TableName;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.postgresql.PGConnection;

/** How a PostgreSQL makes and writes tables. */
final class PostgresqlDialect implements Dialect {

  /** The lock under which tables are made: the database lets two transactions make one table. */
  private static final long MAKING = 0x646174_61706c61L;

  private static final int BUFFER = 1 << 16;
  private static final String COLUMNS =
      """
      SELECT attname, pg_catalog.format_type(atttypid, atttypmod), attnotnull
      FROM pg_catalog.pg_attribute
      WHERE attrelid = pg_catalog.to_regclass(?) AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum
      """;
  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "timestamp with time zone", "timestamptz",
          "timestamp without time zone", "timestamp");

  @Override
  public DatabaseSystem system() {
    return DatabaseSystem.POSTGRESQL;
  }

  // Other outputs may be staged for long before this one is published.
  @Override
  public String settings() {
    return "SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '10min'";
  }

  @Override
  public void lockMaking(Connection connection) throws SQLException {
    try (var lock = connection.prepareStatement("SELECT pg_catalog.pg_advisory_xact_lock(?)")) {
      lock.setLong(1, MAKING);
      lock.execute();
    }
  }

  @Override
  public boolean hasSchema(Connection connection, TableName table) throws SQLException {
    var sql = "SELECT pg_catalog.to_regnamespace(?) IS NOT NULL";
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, table.schema());
      try (var found = query.executeQuery()) {
        return found.next() && found.getBoolean(1);
      }
    }
  }

  @Override
  public Map<String, FoundColumn> columns(Connection connection, TableName table)
      throws SQLException {
    var columns = new LinkedHashMap<String, FoundColumn>();
    try (var query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, table.sql());
      try (var found = query.executeQuery()) {
        while (found.next()) {
          var type = found.getString(2);
          columns.put(
              found.getString(1),
              new FoundColumn(
                  SHORT_NAMES.getOrDefault(type, type), found.getBoolean(3), Optional.empty()));
        }
      }
    }
    return columns;
  }

  @Override
  public String type(DataType type, boolean isKey) {
    return DatabaseTypes.name(type);
  }

  @Override
  public String options(Connection connection) {
    return "";
  }

  @Override
  public String index(TableName table, String column) {
    return "CREATE INDEX ON %s (%s)".formatted(quote(table), quote(column));
  }

  @Override
  public TableName staged(TableName table) {
    return new TableName("pg_temp.dataplat_staged");
  }

  @Override
  public String stagedOptions(Connection connection) {
    return " ON COMMIT DROP";
  }

  @Override
  public long load(Connection connection, String into, List<String> columns, Iterator<Row> rows)
      throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY %s (%s) FROM STDIN (FORMAT text, ENCODING 'UTF8')"
                    .formatted(into, String.join(", ", columns)));
    try {
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

  @Override
  public Optional<String> prepared(String staged) {
    return Optional.of("ANALYZE " + staged);
  }

  @Override
  public String bytes(String text) {
    return text + " COLLATE \"C\"";
  }

  @Override
  public String isSame(String one, String other) {
    return one + " IS NOT DISTINCT FROM " + other;
  }

  // A transaction that has seen an older state is ended by whoever changes it first.
  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public String update(MergedTables merged, List<String> columns, String condition) {
    var values =
        columns.stream().map(column -> column + " = s." + column).collect(Collectors.joining(", "));
    return "UPDATE %s t SET %s FROM %s s WHERE %s AND (%s)"
        .formatted(merged.table(), values, merged.staged(), merged.onKeys(), condition);
  }
}
