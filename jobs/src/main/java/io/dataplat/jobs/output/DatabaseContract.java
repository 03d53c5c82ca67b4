package io.dataplat.jobs.output;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.DatabaseTypes;
import io.dataplat.jobs.database.LedgerTable;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.session.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a table of a database follow its contract: created, or given new nullable columns. */
record DatabaseContract(
    Connection connection, TableName table, DatasetContract dataset, Write write) {

  /** The lock under which tables are made: the database lets two transactions make one table. */
  private static final long MAKING = 0x646174_61706c61L;

  private static final String COLUMNS =
      """
      SELECT attname, pg_catalog.format_type(atttypid, atttypmod), attnotnull
      FROM pg_catalog.pg_attribute
      WHERE attrelid = pg_catalog.to_regclass(?) AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum
      """;
  private static final Map<String, String> LONG_NAMES =
      Map.of(
          "timestamptz", "timestamp with time zone",
          "timestamp", "timestamp without time zone");

  private record Found(String type, boolean notNull) {}

  /** Makes the table, and the row of its ledger. */
  void ensure(String output) throws SQLException {
    connection.setAutoCommit(false);
    try (var lock = connection.prepareStatement("SELECT pg_catalog.pg_advisory_xact_lock(?)")) {
      lock.setLong(1, MAKING);
      lock.execute();
    }
    var ledgers = new LedgerTable(connection, table);
    var found = columns();
    if (found.isEmpty() || !ledgers.exists()) {
      ensureSchema();
      ledgers.create();
    }
    if (found.isEmpty()) {
      create();
      ledgers.forget();
    } else {
      evolve(found);
    }
    ledgers.add(output);
    connection.commit();
  }

  private Map<String, Found> columns() throws SQLException {
    var columns = new LinkedHashMap<String, Found>();
    try (var query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, table.sql());
      try (var found = query.executeQuery()) {
        while (found.next()) {
          columns.put(found.getString(1), new Found(found.getString(2), found.getBoolean(3)));
        }
      }
    }
    return columns;
  }

  // Whoever may write into a schema need not be allowed to make one.
  private void ensureSchema() throws SQLException {
    if (table.text().indexOf('.') < 0) {
      return;
    }
    try (var query = connection.prepareStatement("SELECT pg_catalog.to_regnamespace(?) IS NULL")) {
      query.setString(1, table.schema());
      try (var found = query.executeQuery()) {
        found.next();
        if (found.getBoolean(1)) {
          execute("CREATE SCHEMA IF NOT EXISTS " + table.schema());
        }
      }
    }
  }

  private void create() throws SQLException {
    var columns =
        Stream.concat(
            dataset.columns().stream().map(column -> definition(column)),
            Stream.of(TableName.quote(TechnicalColumns.BATCH_ID) + " text NOT NULL"));
    var key =
        write.mode() == WriteMode.UPSERT
            ? Stream.of("PRIMARY KEY (" + quoted(write.keys().stream()) + ")")
            : Stream.<String>empty();
    execute(
        "CREATE TABLE %s (%s)"
            .formatted(table.sql(), Stream.concat(columns, key).collect(Collectors.joining(", "))));
    // What a run replaces is found without reading all of the table.
    var replacedBy = replacedBy();
    if (replacedBy.isPresent()) {
      execute("CREATE INDEX ON %s (%s)".formatted(table.sql(), TableName.quote(replacedBy.get())));
    }
  }

  private Optional<String> replacedBy() {
    return switch (write.mode()) {
      case APPEND -> Optional.of(TechnicalColumns.BATCH_ID);
      case OVERWRITE_INTERVAL ->
          dataset.timeColumn().flatMap(dataset::column).map(ContractColumn::sourceName);
      default -> Optional.empty();
    };
  }

  private String quoted(Stream<String> names) {
    return names
        .map(name -> dataset.column(name).orElseThrow().sourceName())
        .map(TableName::quote)
        .collect(Collectors.joining(", "));
  }

  private static String definition(ContractColumn column) {
    return TableName.quote(column.sourceName())
        + " "
        + type(column)
        + (column.nullable() ? "" : " NOT NULL");
  }

  private static String type(ContractColumn column) {
    return DatabaseTypes.name(ColumnTypes.of(column));
  }

  private void evolve(Map<String, Found> found) throws SQLException {
    for (var column : dataset.columns()) {
      var there = found.remove(column.sourceName());
      if (there == null) {
        add(column);
      } else {
        compare(column, there);
      }
    }
    if (found.remove(TechnicalColumns.BATCH_ID) == null) {
      throw refused("its rows were written without `" + TechnicalColumns.BATCH_ID + "`");
    }
    if (!found.isEmpty()) {
      throw refused(
          "the contract no longer has the column `" + found.keySet().iterator().next() + "`");
    }
  }

  private void add(ContractColumn column) throws SQLException {
    if (!column.nullable()) {
      throw refused("the new column `" + column.name() + "` is not nullable");
    }
    execute("ALTER TABLE %s ADD COLUMN %s".formatted(table.sql(), definition(column)));
  }

  private void compare(ContractColumn column, Found there) {
    var type = type(column);
    if (!there.type().equals(LONG_NAMES.getOrDefault(type, type))) {
      throw refused(
          "`%s` is `%s` there and `%s` by contract"
              .formatted(column.sourceName(), there.type(), type));
    }
    if (there.notNull() && column.nullable() && !write.keys().contains(column.name())) {
      throw refused("`%s` takes no null there".formatted(column.sourceName()));
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.STATE_REFUSED, "incompatible-contract-change", "`" + dataset.id() + "`: " + what);
  }
}
