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
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Fixes what a run reads, before it reads anything. */
public record Pinning(
    SparkSession session,
    JobPlan plan,
    LocalPlaces places,
    Databases databases,
    Optional<DataInterval> interval,
    Optional<ChangesRange> changes) {

  /** The inputs of the plan, in its order. */
  public List<PinnedInput> all() {
    return plan.inputs().stream().map(this::pin).toList();
  }

  /** The tables that metrics of the outputs compare values with, each once. */
  public List<PinnedReference> references() {
    return plan.referencedDatasets().stream().map(this::reference).toList();
  }

  private PinnedReference reference(String id) {
    var dataset = inputs().dataset(id);
    var table = TargetTable.of(session, dataset);
    if (!table.exists()) {
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "missing-input",
          "the referenced table %s of `%s` does not exist".formatted(table.name(), id));
    }
    return new PinnedReference(dataset, table.head());
  }

  private InputPlaces inputs() {
    return new InputPlaces(session, plan, places);
  }

  private PinnedInput pin(Input input) {
    var dataset = inputs().dataset(input.dataset());
    if (input.read() == ReadMode.CHANGES) {
      return changes(input, dataset, changes.orElseThrow());
    }
    if (WrittenFiles.holds(dataset)) {
      return writtenFiles(input, dataset);
    }
    if (dataset.location().path().isPresent()) {
      return files(input, dataset);
    }
    if (DeltaTable.holds(dataset)) {
      return deltaTable(input, dataset);
    }
    return Databases.holds(plan, dataset) ? database(input, dataset) : table(input, dataset);
  }

  private PinnedInput deltaTable(Input input, DatasetContract dataset) {
    var table = DeltaTable.of(session, plan, places, dataset);
    var version = table.newest();
    if (version.version() < 0) {
      throw InputPlaces.missing(input, "the table " + table.name() + " does not exist");
    }
    gate(input, dataset, ledgers -> frontiers(DeltaTable.properties(version), ledgers));
    return new PinnedInput(input, dataset, table, version.version());
  }

  private PinnedInput database(Input input, DatasetContract dataset) {
    var parts = new DatabaseParts(session, databases, interval).of(input, dataset);
    gate(input, dataset, ledgers -> databases.frontiers(dataset, ledgers).stream());
    return new PinnedInput(input, dataset, parts);
  }

  private PinnedInput changes(Input input, DatasetContract dataset, ChangesRange range) {
    if (DeltaTable.holds(dataset)) {
      return new PinnedInput(input, dataset, DeltaTable.of(session, plan, places, dataset), range);
    }
    return Databases.holds(plan, dataset)
        ? new PinnedInput(
            input,
            dataset,
            new DatabaseParts(session, databases, interval).of(input, dataset, range),
            range)
        : new PinnedInput(input, dataset, range);
  }

  private PinnedInput writtenFiles(Input input, DatasetContract dataset) {
    var written =
        new WrittenFiles(dataset, inputs().store(dataset), InputPlaces.pattern(input, dataset));
    var manifest = written.manifest().read();
    if (manifest.version() == 0 && input.missing() == Missing.FAIL) {
      throw InputPlaces.missing(input, "no run has written its files yet");
    }
    gate(
        input,
        dataset,
        ledgers ->
            manifest.ledgers().entrySet().stream()
                .filter(ledger -> ledger.getKey().startsWith(ledgers))
                .map(ledger -> ledger.getValue().completeThrough()));
    var inside = input.read() == ReadMode.INTERVAL ? interval : Optional.<DataInterval>empty();
    return new PinnedInput(input, dataset, written.of(manifest, inside), Optional.empty());
  }

  private PinnedInput files(Input input, DatasetContract dataset) {
    var store = inputs().store(dataset);
    var pattern = InputPlaces.pattern(input, dataset);
    var isByInterval = input.read() == ReadMode.INTERVAL;
    var globs = isByInterval ? pattern.touching(interval.orElseThrow()) : pattern.everything();
    var marker = input.files().flatMap(FilesInput::marker).map(name -> new Marker(store, name));
    var files =
        marker.map(each -> each.dataIn(store.list(globs))).orElseGet(() -> store.list(globs));
    marker.ifPresent(each -> each.check(dataset, isByInterval ? globs : List.of(), files));
    if (files.isEmpty() && input.missing() == Missing.FAIL) {
      throw InputPlaces.missing(
          input, "no file matches `" + pattern.pattern() + "` in `" + store.root() + "`");
    }
    return new PinnedInput(input, dataset, files, Optional.empty());
  }

  private PinnedInput table(Input input, DatasetContract dataset) {
    var table = inputs().table(input, dataset);
    gate(input, dataset, ledgers -> frontiers(table.load().properties(), ledgers));
    return new PinnedInput(input, dataset, List.of(), table.head());
  }

  private static Stream<String> frontiers(Map<String, String> properties, String ledgers) {
    return properties.entrySet().stream()
        .filter(property -> property.getKey().startsWith(ledgers))
        .map(property -> Ledger.parse(property.getValue()).completeThrough());
  }

  // A writer without intervals has no frontier and does not gate.
  private void gate(
      Input input, DatasetContract dataset, Function<String, Stream<String>> frontiers) {
    if (input.read() != ReadMode.INTERVAL || dataset.writer().isEmpty()) {
      return;
    }
    var end = interval.orElseThrow().end();
    frontiers
        .apply("dataplat.ledger." + dataset.writer().get() + ".")
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
}
