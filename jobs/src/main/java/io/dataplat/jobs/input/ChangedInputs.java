package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.FilesInput;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.database.GrowingColumn;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.write.ConsumedFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** What there is of an input that is read by its changes. */
public final class ChangedInputs {

  private final InputPlaces inputs;

  /** The inputs of a plan. */
  public ChangedInputs(SparkSession session, JobPlan plan, LocalPlaces places) {
    this.inputs = new InputPlaces(session, plan, places);
  }

  /**
   * The input that the plan reads by its changes, as it is now.
   *
   * @param now what is older than the plan says is taken; without it all at once
   * @param lists the lists of files that ledgers name
   */
  public ChangesSource of(
      Input input, Optional<Instant> now, Map<String, ConsumedFiles> lists, Secrets secrets) {
    var dataset = inputs.dataset(input.dataset());
    if (Databases.holds(inputs.plan(), dataset)) {
      return databaseTable(input, dataset, now, secrets);
    }
    if (DeltaTable.holds(dataset)) {
      return DeltaChanges.of(
          input, DeltaTable.of(inputs.session(), inputs.plan(), inputs.places(), dataset));
    }
    return dataset.location().path().isEmpty()
        ? new TableChanges(input, inputs.table(input, dataset), isAllNeeded())
        : files(input, dataset, now, lists);
  }

  // A group whose rows have gone would be computed from those that are left.
  private boolean isAllNeeded() {
    return inputs.plan().outputs().stream().anyMatch(output -> output.write().groups().isPresent());
  }

  private ChangesSource databaseTable(
      Input input, DatasetContract dataset, Optional<Instant> now, Secrets secrets) {
    var connection = inputs.plan().connection(dataset.connection()).orElseThrow();
    var database = Database.of(connection, inputs.places(), secrets);
    var column = new ChangesColumn(input, dataset, database.system());
    var growing =
        new GrowingColumn(
            database, new TableName(dataset.location().table().orElseThrow()), column.sourceName());
    var settle = now.map(at -> Duration.parse(column.settings().settle())).orElse(Duration.ZERO);
    return new DatabaseChanges(column, growing, settle);
  }

  private ChangesSource files(
      Input input,
      DatasetContract dataset,
      Optional<Instant> now,
      Map<String, ConsumedFiles> lists) {
    var store = inputs.store(dataset);
    var marker = input.files().flatMap(FilesInput::marker).map(name -> new Marker(store, name));
    var listed = store.listed(InputPlaces.pattern(input, dataset).everything());
    var settle = Duration.parse(input.files().map(FilesInput::settle).orElse("PT0S"));
    var settled =
        listed.stream()
            .filter(each -> now.map(at -> !each.modified().isAfter(at.minus(settle))).orElse(true))
            .map(ObjectStore.Listed::file)
            .filter(file -> marker.map(each -> each.isReady(file)).orElse(true))
            .map(SourceFile::path)
            .collect(Collectors.toSet());
    var files = listed.stream().map(ObjectStore.Listed::file).toList();
    return new FileChanges(
        input, marker.map(each -> each.dataIn(files)).orElse(files), settled, lists);
  }

  /** Fails if a file that a run has read by its changes is no longer the one that was listed. */
  public void expectUnchanged(PinnedInput pinned) {
    if (pinned.changes().isEmpty() || pinned.files().isEmpty()) {
      return;
    }
    var pattern = InputPlaces.pattern(pinned.input(), pinned.dataset());
    var now =
        inputs.store(pinned.dataset()).list(pattern.everything()).stream()
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
}
