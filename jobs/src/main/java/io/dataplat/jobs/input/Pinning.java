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
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Fixes what a run reads, before it reads anything. */
public record Pinning(
    SparkSession session, JobPlan plan, LocalPlaces places, Optional<DataInterval> interval) {

  /** The inputs of the plan, in its order. */
  public List<PinnedInput> all() {
    return plan.inputs().stream().map(this::pin).toList();
  }

  private PinnedInput pin(Input input) {
    var dataset = dataset(input.dataset());
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
    var connection =
        plan.connections().stream()
            .filter(each -> each.name().equals(dataset.connection()))
            .findFirst();
    var store =
        ObjectStore.of(
            connection.orElseThrow(), places, session.sparkContext().hadoopConfiguration());
    var path = input.files().map(FilesInput::pattern).or(() -> dataset.location().path());
    var pattern = new FilePattern(path.orElseThrow(), ZoneId.of(dataset.timezone().orElse("UTC")));
    var isByInterval = input.read() == ReadMode.INTERVAL;
    var globs = isByInterval ? pattern.touching(interval.orElseThrow()) : pattern.everything();
    var marker = input.files().flatMap(FilesInput::marker).map(name -> new Marker(store, name));
    var files =
        marker.map(each -> each.dataIn(store.list(globs))).orElseGet(() -> store.list(globs));
    marker.ifPresent(each -> each.check(dataset, isByInterval ? globs : List.of(), files));
    if (files.isEmpty() && input.missing() == Missing.FAIL) {
      throw missing(input, "no file matches `" + pattern.pattern() + "` in `" + store.root() + "`");
    }
    return new PinnedInput(input, dataset, files, Optional.empty());
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
