package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.DatabaseTable;
import io.dataplat.jobs.database.DatabaseTypes;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Fixes what a run reads, before it reads anything. */
public record Pinning(
    SparkSession session,
    JobPlan plan,
    LocalPlaces places,
    Databases databases,
    Optional<DataInterval> interval) {

  /** The inputs of the plan, in its order. */
  public List<PinnedInput> all() {
    return plan.inputs().stream().map(this::pin).toList();
  }

  private PinnedInput pin(Input input) {
    var dataset = dataset(input.dataset());
    if (dataset.location().path().isPresent()) {
      return files(input, dataset);
    }
    return Databases.holds(plan, dataset) ? parts(input, dataset) : table(input, dataset);
  }

  private DatasetContract dataset(String id) {
    return plan.dataset(id)
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.PLAN_REFUSED,
                    "plan-malformed",
                    "the plan lacks the dataset `" + id + "`"));
  }

  private PinnedInput files(Input input, DatasetContract dataset) {
    var connection =
        plan.connections().stream()
            .filter(each -> each.name().equals(dataset.connection()))
            .findFirst();
    var store =
        ObjectStore.of(
            connection.orElseThrow(), places, session.sparkContext().hadoopConfiguration());
    var path = input.files().map(files -> files.pattern()).or(() -> dataset.location().path());
    var pattern = new FilePattern(path.orElseThrow(), ZoneId.of(dataset.timezone().orElse("UTC")));
    var isByInterval = input.read() == ReadMode.INTERVAL;
    var files =
        store.list(isByInterval ? pattern.touching(interval.orElseThrow()) : pattern.everything());
    if (files.isEmpty() && input.missing() == Missing.FAIL) {
      throw missing(input, "no file matches `" + pattern.pattern() + "` in `" + store.root() + "`");
    }
    return new PinnedInput(input, dataset, files, Optional.empty(), Optional.empty());
  }

  private PinnedInput parts(Input input, DatasetContract dataset) {
    var table = databases.table(dataset);
    var bounds =
        Optional.of(input)
            .filter(each -> each.read() == ReadMode.INTERVAL)
            .flatMap(each -> dataset.timeColumn())
            .map(time -> bounds(dataset, time));
    var conditions =
        conditions(input, dataset, table).stream()
            .map(part -> bounds.map(time -> part + " AND " + time).orElse(part))
            .toList();
    var parts = Optional.of(new PinnedParts(table, conditions));
    return new PinnedInput(input, dataset, List.of(), Optional.empty(), parts);
  }

  private List<String> conditions(Input input, DatasetContract dataset, DatabaseTable table) {
    var most = input.jdbc().flatMap(JdbcInput::partitions);
    var parts = most.orElseGet(() -> session.sparkContext().defaultParallelism());
    return input
        .jdbc()
        .flatMap(JdbcInput::partitionColumn)
        .map(name -> column(dataset, name).sourceName())
        .map(
            column ->
                databases
                    .bounds(dataset, column)
                    .map(bounds -> TableParts.byColumn(column, bounds[0], bounds[1], parts))
                    .orElseGet(TableParts::one))
        .orElseGet(() -> TableParts.byPlace(table, parts, most.isPresent()));
  }

  // A row without a time is read, as it belongs to quarantine and not to another interval.
  private String bounds(DatasetContract dataset, String timeColumn) {
    var column = column(dataset, timeColumn);
    var type = ColumnTypes.of(column);
    var name = TableName.quote(column.sourceName());
    return "((%s) OR %s IS NULL)"
        .formatted(
            new TimeBounds(interval.orElseThrow(), type).sql(name, DatabaseTypes.name(type)), name);
  }

  private static ContractColumn column(DatasetContract dataset, String name) {
    return dataset.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private PinnedInput table(Input input, DatasetContract dataset) {
    var table = TargetTable.of(session, dataset);
    if (!table.exists()) {
      throw missing(input, "the table " + table.name() + " does not exist");
    }
    if (input.read() == ReadMode.INTERVAL && dataset.writer().isPresent()) {
      checkReady(input, table, dataset.writer().get());
    }
    return new PinnedInput(input, dataset, List.of(), table.head(), Optional.empty());
  }

  // A writer without intervals has no frontier and does not gate.
  private void checkReady(Input input, TargetTable table, String writer) {
    var end = interval.orElseThrow().end();
    table.load().properties().entrySet().stream()
        .filter(property -> property.getKey().startsWith("dataplat.ledger." + writer + "."))
        .map(property -> Ledger.parse(property.getValue()).completeThrough())
        .filter(frontier -> !frontier.isEmpty() && Instant.parse(frontier).isBefore(end))
        .findFirst()
        .ifPresent(
            frontier -> {
              throw new JobFailure(
                  ExitCode.NOT_READY,
                  "not-ready",
                  "`%s` is complete through %s only, this run needs it through %s"
                      .formatted(input.dataset(), frontier, end));
            });
  }

  private static JobFailure missing(Input input, String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "missing-input",
        "the input `" + input.alias() + "` is missing: " + what);
  }
}
