package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.analysis.AnalysedStep;
import io.dataplat.compiler.analysis.TouchedGroups;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.TaskRuntime;
import io.dataplat.jobplan.AsOf;
import io.dataplat.jobplan.ChangedFile;
import io.dataplat.jobplan.ChangesInput;
import io.dataplat.jobplan.Classification;
import io.dataplat.jobplan.Consistency;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Deduplicate;
import io.dataplat.jobplan.FilesInput;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.Keep;
import io.dataplat.jobplan.LateRows;
import io.dataplat.jobplan.LedgerKey;
import io.dataplat.jobplan.Lookup;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.NullKeys;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobplan.StartFrom;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.StreamInput;
import io.dataplat.jobplan.Watermark;
import io.dataplat.sql.SqlColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the inputs, steps and outputs of a task into its job plan. */
final class FlowPlanner {

  private static final String FUTURE_LIMIT = Duration.ofHours(1).toString();

  // Rows a second that one core turns from JSON into Iceberg, measured with reserve:
  // docs/benchmarks.md.
  private static final long ROWS_PER_CORE_SECOND = 60_000;

  private final ExpectationPlanner expectations;
  private final Map<DatasetId, String> writers;
  private final Pipeline pipeline;
  private final Task task;
  private final Optional<TouchedGroups> groups;

  FlowPlanner(
      AnalysedPlatform analysed, Map<DatasetId, String> writers, Pipeline pipeline, Task task) {
    this.expectations = new ExpectationPlanner(analysed);
    this.writers = writers;
    this.pipeline = pipeline;
    this.task = task;
    this.groups = analysed.task(pipeline.id(), task.name()).groups();
  }

  Input input(Task.Input input) {
    Dataset dataset = input.dataset().value();
    boolean unchecked = !writers.containsKey(dataset.id());
    return new Input(
        input.alias(),
        dataset.id().toString(),
        ReadMode.valueOf(input.read().value().name()),
        false,
        input.read().value() == Task.Read.INTERVAL,
        AsOf.RUN,
        Missing.valueOf(input.missing().value().name()),
        LateRows.QUARANTINE,
        changes(input, dataset),
        files(input, dataset.storage()),
        jdbc(input, dataset),
        input.read().value() == Task.Read.STREAM
            ? Optional.of(stream(input, dataset))
            : Optional.empty(),
        unchecked ? expectations.rules(dataset) : List.of(),
        unchecked ? ExpectationPlanner.metrics(dataset) : List.of());
  }

  private static Optional<JdbcInput> jdbc(Task.Input input, Dataset dataset) {
    return dataset.storage() instanceof Storage.DatabaseTable
        ? Optional.of(
            new JdbcInput(
                input
                    .jdbc()
                    .flatMap(Task.Jdbc::partitionColumn)
                    .flatMap(column -> dataset.column(column.value()))
                    .map(Column::name),
                input.jdbc().flatMap(Task.Jdbc::partitions).map(Sourced::value),
                input
                    .jdbc()
                    .map(jdbc -> Consistency.valueOf(jdbc.consistency().value().name()))
                    .orElse(Consistency.SNAPSHOT)))
        : Optional.empty();
  }

  private static Optional<ChangesInput> changes(Task.Input input, Dataset dataset) {
    return input
        .changes()
        .flatMap(
            changes ->
                dataset
                    .column(changes.column().value())
                    .map(
                        column ->
                            new ChangesInput(
                                column.name(),
                                changes.settle().value().toString(),
                                changes.overlap().map(each -> each.value().toString()))));
  }

  private static Optional<FilesInput> files(Task.Input input, Storage storage) {
    boolean changes = input.read().value() == Task.Read.CHANGES;
    return storage instanceof Storage.Files files
        ? Optional.of(
            new FilesInput(
                files.path().value(),
                files.marker(),
                (changes ? input.settle().value() : Duration.ZERO).toString(),
                ChangedFile.valueOf(input.changed().value().name())))
        : Optional.empty();
  }

  private StreamInput stream(Task.Input input, Dataset dataset) {
    Optional<Watermark> watermark =
        input
            .watermark()
            .map(
                delay ->
                    new Watermark(
                        dataset.timeColumn().orElseThrow().value(),
                        delay.value().toString(),
                        FUTURE_LIMIT));
    return new StreamInput(
        StartFrom.valueOf(input.startFrom().value().name()),
        watermark,
        Optional.of(rowsPerTrigger()),
        Optional.empty());
  }

  private long rowsPerTrigger() {
    TaskRuntime.Executor executor = task.runtime().executor();
    long seconds = Math.max(1, StreamPlanner.trigger(pipeline).toSeconds());
    return ROWS_PER_CORE_SECOND * executor.mostCores() * seconds;
  }

  Step step(AnalysedStep step) {
    Optional<List<String>> sql =
        step.step() instanceof Task.Step.Sql query
            ? Optional.of(Step.lines(query.sql().text()))
            : Optional.empty();
    Optional<Deduplicate> deduplicate =
        step.step() instanceof Task.Step.Deduplicate keys
            ? Optional.of(deduplicate(keys))
            : Optional.empty();
    Optional<Lookup> lookup =
        step.step() instanceof Task.Step.Lookup rule
            ? Optional.of(new LookupPlanner(task, rule).lookup())
            : Optional.empty();
    return new Step(
        step.step().name(),
        StepKind.valueOf(step.kind().name()),
        sql,
        step.reads(),
        step.columns().stream().map(FlowPlanner::column).toList(),
        deduplicate,
        lookup);
  }

  private Deduplicate deduplicate(Task.Step.Deduplicate step) {
    boolean streaming = pipeline.mode().value() == Pipeline.Mode.STREAMING;
    return new Deduplicate(
        step.from().value(),
        step.keys().stream().map(Sourced::value).toList(),
        streaming ? Optional.empty() : step.keep().map(FlowPlanner::keep),
        NullKeys.valueOf(step.nullKeys().value().name()),
        streaming ? step.within().map(within -> within.value().toString()) : Optional.empty());
  }

  private static Keep keep(Task.Keep keep) {
    Optional<String> column = Optional.of(keep.column().value());
    return keep.latest() ? new Keep(column, Optional.empty()) : new Keep(Optional.empty(), column);
  }

  private static ContractColumn column(SqlColumn column) {
    return ContractColumn.plain(
        column.name(), column.type(), column.nullable(), Classification.INTERNAL);
  }

  List<Output> outputs(Identity identity) {
    List<Output> outputs = new ArrayList<>();
    for (Task.Output output : task.outputs()) {
      outputs.add(output(identity, output, outputs.size()));
    }
    return outputs;
  }

  private Output output(Identity identity, Task.Output output, int order) {
    Dataset dataset = output.dataset().value();
    return new Output(
        output.name(),
        output.from().value(),
        Optional.empty(),
        false,
        dataset.id().toString(),
        order,
        WritePlanner.write(output.write(), dataset, groups),
        output.isDeletion() ? List.of() : expectations.rules(dataset),
        output.isDeletion() ? List.of() : ExpectationPlanner.metrics(dataset),
        StagingBranch.PATTERN,
        LedgerKey.of(identity, output.name()));
  }
}
