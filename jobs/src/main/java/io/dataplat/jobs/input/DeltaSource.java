package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.Widening;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Reads a version of a Delta table by contract: by name, and widening only. */
record DeltaSource(DeltaTable table, DatasetContract dataset) {

  SourceRows read(PinnedInput pinned) {
    var state = state(pinned.snapshot().orElseThrow());
    var changes = pinned.changes().filter(range -> !range.isFromStart());
    var rows = changes.map(range -> appended(range, state)).orElseGet(() -> table.rows(state));
    if (dataset.writer().isPresent()) {
      return new SourceRows(rows.select(written()), List.of());
    }
    var schema = state.schema();
    var unknown =
        new FileColumns(dataset, "the table `" + table.name() + "`", Widening::allows)
            .unknown(schema);
    return new SourceRows(rows.select(found(schema)), List.copyOf(unknown));
  }

  private Dataset<Row> appended(ChangesRange range, Snapshot state) {
    var from = DeltaVersion.parse(range.position().from()).orElseThrow();
    var files = new DeltaAppends(table, range.alias(), from.number(), state.version()).files();
    return table
        .log()
        .createDataFrame(state, CollectionConverters.asScala(files).toSeq(), false, Option.empty());
  }

  private Snapshot state(long version) {
    try {
      return table.at(version);
    } catch (RuntimeException e) {
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "state-expired",
          "the table `%s` no longer has the version %s".formatted(table.name(), version));
    }
  }

  // A task of the repository writes a table under the names of the contract.
  private Column[] written() {
    return dataset.columns().stream()
        .map(column -> col(Names.quote(column.name())))
        .toArray(Column[]::new);
  }

  private Column[] found(StructType schema) {
    return dataset.columns().stream().map(column -> found(schema, column)).toArray(Column[]::new);
  }

  private static Column found(StructType schema, ContractColumn column) {
    var type = schema.apply(column.sourceName()).dataType();
    return NestedColumns.of(col(Names.quote(column.sourceName())), type, column).as(column.name());
  }
}
