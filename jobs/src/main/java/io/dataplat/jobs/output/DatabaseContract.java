package io.dataplat.jobs.output;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.LedgerTable;
import io.dataplat.jobs.database.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a table of a database follow its contract: created, or given new nullable columns. */
record DatabaseContract(
    Connection connection, Dialect dialect, TableName table, DatasetContract dataset, Write write) {

  /** Makes the table, and the row of its ledger. */
  void ensure(String output) throws SQLException {
    connection.setAutoCommit(false);
    dialect.lockMaking(connection);
    var ledgers = new LedgerTable(connection, dialect.system(), table);
    var found = dialect.columns(connection, table);
    if (found.isEmpty() || !ledgers.exists()) {
      ensureSchema();
      ledgers.create();
    }
    if (found.isEmpty()) {
      // To make a table may end the transaction: a ledger of one that is gone must not outlive it.
      ledgers.forget();
      create();
    } else {
      evolve(found);
    }
    ledgers.add(output);
    connection.commit();
  }

  private ColumnDefinitions definitions() {
    return new ColumnDefinitions(dialect, dataset, write);
  }

  // Whoever may write into a schema need not be allowed to make one.
  private void ensureSchema() throws SQLException {
    var schema = table.schemaName();
    if (schema.isPresent() && !dialect.hasSchema(connection, table)) {
      execute("CREATE SCHEMA IF NOT EXISTS " + dialect.quote(schema.get()));
    }
  }

  private void create() throws SQLException {
    var key =
        write.mode() == WriteMode.UPSERT
            ? Stream.of("PRIMARY KEY (" + quoted(write.keys().stream()) + ")")
            : Stream.<String>empty();
    execute(
        "CREATE TABLE %s (%s)%s"
            .formatted(
                dialect.quote(table),
                Stream.concat(definitions().all().stream(), key).collect(Collectors.joining(", ")),
                dialect.options(connection)));
    // What a run replaces is found without reading all of the table.
    var replacedBy = replacedBy();
    if (replacedBy.isPresent()) {
      execute(dialect.index(table, replacedBy.get()));
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
        .map(dialect::quote)
        .collect(Collectors.joining(", "));
  }

  private void evolve(Map<String, FoundColumn> found) throws SQLException {
    var refusal = dialect.refusal(connection, table);
    if (refusal.isPresent()) {
      throw refused(refusal.get());
    }
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
    execute(
        "ALTER TABLE %s ADD COLUMN %s".formatted(dialect.quote(table), definitions().of(column)));
  }

  private void compare(ContractColumn column, FoundColumn there) {
    var definitions = definitions();
    var type = definitions.type(column);
    if (!there.type().equals(type)) {
      throw refused(
          "`%s` is `%s` there and `%s` by contract"
              .formatted(column.sourceName(), there.type(), type));
    }
    if (there.notNull() && column.nullable() && !definitions.isMerged(column)) {
      throw refused("`%s` takes no null there".formatted(column.sourceName()));
    }
    dialect
        .refusal(there, definitions.isMerged(column))
        .ifPresent(
            why -> {
              throw refused("`" + column.sourceName() + "` " + why);
            });
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
