package io.dataplat.jobs.input;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.FilesInput;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.write.ConsumedFiles;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Fixes what a run reads, before it reads anything. */
public record Pinning(
    SparkSession session,
    JobPlan plan,
    LocalPlaces places,
    Optional<DataInterval> interval,
    Optional<ChangesRange> changes) {

  /** The same for a run that reads nothing by its changes. */
  public Pinning(
      SparkSession session, JobPlan plan, LocalPlaces places, Optional<DataInterval> interval) {
    this(session, plan, places, interval, Optional.empty());
  }

  /** The inputs of the plan, in its order. */
  public List<PinnedInput> all() {
    return plan.inputs().stream().map(this::pin).toList();
  }

  private PinnedInput pin(Input input) {
    var dataset = dataset(input.dataset());
    if (input.read() == ReadMode.CHANGES) {
      return new PinnedInput(input, dataset, changes.orElseThrow());
    }
    return dataset.location().path().isPresent() ? files(input, dataset) : table(input, dataset);
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
    var store = store(dataset);
    var pattern = pattern(input, dataset);
    var isByInterval = input.read() == ReadMode.INTERVAL;
    var files =
        store.list(isByInterval ? pattern.touching(interval.orElseThrow()) : pattern.everything());
    if (files.isEmpty() && input.missing() == Missing.FAIL) {
      throw missing(input, "no file matches `" + pattern.pattern() + "` in `" + store.root() + "`");
    }
    return new PinnedInput(input, dataset, files, Optional.empty());
  }

  private ObjectStore store(DatasetContract dataset) {
    var connection =
        plan.connections().stream()
            .filter(each -> each.name().equals(dataset.connection()))
            .findFirst();
    return ObjectStore.of(
        connection.orElseThrow(), places, session.sparkContext().hadoopConfiguration());
  }

  private static FilePattern pattern(Input input, DatasetContract dataset) {
    var path = input.files().map(FilesInput::pattern).or(() -> dataset.location().path());
    return new FilePattern(path.orElseThrow(), ZoneId.of(dataset.timezone().orElse("UTC")));
  }

  /**
   * The input that the plan reads by its changes, as it is now.
   *
   * @param now a file is taken once it is older than the plan says; without it at once
   * @param lists the lists of files that ledgers name
   */
  public ChangesSource changes(
      Input input, Optional<Instant> now, Map<String, ConsumedFiles> lists) {
    var dataset = dataset(input.dataset());
    if (dataset.location().path().isEmpty()) {
      var table = TargetTable.of(session, dataset);
      if (!table.exists()) {
        throw missing(input, "the table " + table.name() + " does not exist");
      }
      return new TableChanges(input, table);
    }
    var listed = store(dataset).listed(pattern(input, dataset).everything());
    var settle = Duration.parse(input.files().map(FilesInput::settle).orElse("PT0S"));
    var settled =
        listed.stream()
            .filter(each -> now.map(at -> !each.modified().isAfter(at.minus(settle))).orElse(true))
            .map(each -> each.file().path())
            .collect(Collectors.toSet());
    return new FileChanges(
        input, listed.stream().map(ObjectStore.Listed::file).toList(), settled, lists);
  }

  /** Fails if a file that a run has read by its changes is no longer the one that was listed. */
  public void expectUnchanged(PinnedInput pinned) {
    if (pinned.changes().isEmpty() || pinned.files().isEmpty()) {
      return;
    }
    var pattern = pattern(pinned.input(), pinned.dataset());
    var now =
        store(pinned.dataset()).list(pattern.everything()).stream()
            .map(SourceFile::identity)
            .collect(Collectors.toSet());
    pinned.files().stream()
        .filter(file -> !now.contains(file.identity()))
        .findFirst()
        .ifPresent(
            file -> {
              throw UnreadableFile.changed(file);
            });
  }

  private PinnedInput table(Input input, DatasetContract dataset) {
    var table = TargetTable.of(session, dataset);
    if (!table.exists()) {
      throw missing(input, "the table " + table.name() + " does not exist");
    }
    if (input.read() == ReadMode.INTERVAL && dataset.writer().isPresent()) {
      checkReady(input, table, dataset.writer().get());
    }
    return new PinnedInput(input, dataset, List.of(), table.head());
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
