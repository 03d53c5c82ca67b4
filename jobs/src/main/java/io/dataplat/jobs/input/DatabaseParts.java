package io.dataplat.jobs.input;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.database.DatabaseSystem;
import io.dataplat.jobs.database.DatabaseTable;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.TimeBounds;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Splits tables of databases into what single connections read. */
record DatabaseParts(SparkSession session, Databases databases, Optional<DataInterval> interval) {

  PinnedParts of(Input input, DatasetContract dataset) {
    var table = databases.table(dataset);
    var bounds =
        Optional.of(input)
            .filter(each -> each.read() == ReadMode.INTERVAL)
            .flatMap(each -> dataset.timeColumn())
            .map(time -> bounds(dataset, time, table.database().system()));
    var conditions =
        conditions(input, dataset, table).stream()
            .map(part -> bounds.map(time -> part + " AND " + time).orElse(part))
            .toList();
    return new PinnedParts(table, conditions);
  }

  /** The rows of a range; what was added since the last run is seldom worth several connections. */
  PinnedParts of(Input input, DatasetContract dataset, ChangesRange range) {
    var table = databases.table(dataset);
    var position = range.position();
    var rows =
        new ChangesColumn(input, dataset, table.database().system())
            .condition(position.from(), position.to());
    var isSplit = range.isFromStart() || input.jdbc().flatMap(JdbcInput::partitions).isPresent();
    var parts =
        isSplit && !range.hasNoRows() ? conditions(input, dataset, table) : TableParts.one();
    return new PinnedParts(table, parts.stream().map(part -> part + " AND " + rows).toList());
  }

  private List<String> conditions(Input input, DatasetContract dataset, DatabaseTable table) {
    var most = input.jdbc().flatMap(JdbcInput::partitions);
    var parts = most.orElseGet(() -> session.sparkContext().defaultParallelism());
    return input
        .jdbc()
        .flatMap(JdbcInput::partitionColumn)
        .map(name -> dataset.column(name).orElseThrow().sourceName())
        .map(
            column ->
                databases
                    .bounds(dataset, column)
                    .map(
                        bounds ->
                            TableParts.byColumn(
                                table.database().system().quote(column),
                                bounds[0],
                                bounds[1],
                                parts))
                    .orElseGet(TableParts::one))
        .orElseGet(() -> TableParts.byPlace(table, parts, most.isPresent()));
  }

  // A row without a time is read, as it belongs to quarantine and not to another interval.
  private String bounds(DatasetContract dataset, String timeColumn, DatabaseSystem system) {
    var column = dataset.column(timeColumn).orElseThrow();
    var bounds = new TimeBounds(interval.orElseThrow(), ColumnTypes.of(column));
    var name = system.quote(column.sourceName());
    return "((%s) OR %s IS NULL)".formatted(bounds.sql(name, system::literal), name);
  }
}
