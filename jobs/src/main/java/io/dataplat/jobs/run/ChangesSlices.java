package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.ChangedInputs;
import io.dataplat.jobs.input.ChangesRange;
import io.dataplat.jobs.input.ChangesSource;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.write.ChangesPosition;
import io.dataplat.jobs.write.ConsumedFiles;
import io.dataplat.jobs.write.ConsumedFilesStore;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/**
 * The batches of a run that reads an input by its changes. Outputs that an earlier attempt has left
 * behind first read what the others have read, in the same batch; then all go on together.
 *
 * @param now what is old enough is taken; without it all at once
 */
public record ChangesSlices(
    SparkSession session,
    JobPlan plan,
    LocalPlaces places,
    Secrets secrets,
    Optional<Instant> now) {

  /** The input that a plan reads by its changes. */
  public static Optional<Input> input(JobPlan plan) {
    return plan.inputs().stream().filter(input -> input.read() == ReadMode.CHANGES).findFirst();
  }

  /**
   * The batches, ascending; one that is empty if there is nothing to do.
   *
   * @param isRecorded whether a batch that was published has its record
   */
  public List<RunSlice> of(Instant tick, Predicate<BatchId> isRecorded) {
    var positions = positions();
    var starts = new LinkedHashSet<String>();
    positions.values().forEach(position -> starts.add(position.to()));
    var source = source(positions);
    var order = new ArrayList<>(source.ordered(starts));
    var slices = new ArrayList<RunSlice>();
    if (order.size() == 1) {
      untold(positions, isRecorded)
          .ifPresent(position -> slices.add(slice(tick, source.published(position))));
    }
    var newest = source.newest(order.get(order.size() - 1));
    order.add(newest);
    for (int i = 0; i + 1 < order.size(); i++) {
      var range = source.between(order.get(i), order.get(i + 1));
      if (!range.isEmpty() || (i + 2 == order.size() && slices.isEmpty())) {
        slices.add(slice(tick, range));
      }
    }
    return List.copyOf(slices);
  }

  /** The batch that reads anew from a place on, and replaces what came of it since. */
  public RunSlice rewound(Instant tick, String place) {
    if (!place.equals(ChangesPosition.START)) {
      plan.outputs().forEach(output -> expectPlace(output, place));
    }
    var input = input(plan).orElseThrow();
    var position = new ChangesPosition(input.dataset(), place, place);
    var source = source(Map.of(plan.outputs().get(0), position));
    return slice(tick, source.between(place, source.newest(place)).rewound());
  }

  private void expectPlace(Output output, String place) {
    var ledger = ledger(output);
    var beginning = BatchId.beginningAt(plan.identity(), place);
    if (!ledger.readThrough().equals(place) && ledger.batchesSince(beginning).isEmpty()) {
      throw new JobFailure(
          ExitCode.BAD_ARGUMENTS,
          "unknown-place",
          "no batch of `%s` that its ledger remembers begins at `%s`; those that it does: %s"
              .formatted(output.dataset(), place, String.join(", ", ledger.batches().keySet())));
    }
  }

  // Its attempt has published it in all outputs and died before it could say so.
  private Optional<ChangesPosition> untold(
      Map<Output, ChangesPosition> positions, Predicate<BatchId> isRecorded) {
    var last = positions.values().iterator().next();
    var isPublished =
        positions.values().stream().allMatch(last::equals)
            && !last.to().equals(ChangesPosition.START);
    return isPublished && !isRecorded.test(batch(last)) ? Optional.of(last) : Optional.empty();
  }

  private RunSlice slice(Instant tick, ChangesRange range) {
    return new RunSlice(batch(range.position()), tick, Optional.empty(), Optional.of(range));
  }

  private BatchId batch(ChangesPosition position) {
    return BatchId.ofChanges(plan.identity(), position.from(), position.to());
  }

  private ChangesSource source(Map<Output, ChangesPosition> positions) {
    var input = input(plan).orElseThrow();
    var lists = new LinkedHashMap<String, ConsumedFiles>();
    if (plan.dataset(input.dataset()).orElseThrow().location().path().isPresent()) {
      positions.forEach((output, position) -> addLists(output, position, lists));
    }
    return new ChangedInputs(session, plan, places).of(input, now, lists, secrets);
  }

  private void addLists(Output output, ChangesPosition position, Map<String, ConsumedFiles> lists) {
    if (!position.to().equals(ChangesPosition.START)) {
      var store = new ConsumedFilesStore(table(output).load(), output.ledgerKey());
      lists.computeIfAbsent(position.to(), store::read);
    }
  }

  private Map<Output, ChangesPosition> positions() {
    var input = input(plan).orElseThrow();
    var positions = new LinkedHashMap<Output, ChangesPosition>();
    for (var output : plan.outputs()) {
      positions.put(output, position(input, output));
    }
    return positions;
  }

  private ChangesPosition position(Input input, Output output) {
    var start = ChangesPosition.START;
    var position = ledger(output).changes();
    var subject = ChangesPosition.subject(input);
    if (position == null) {
      return new ChangesPosition(subject, start, start);
    }
    if (!position.dataset().equals(subject)) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED,
          "other-input",
          "`%s` has read the changes of `%s` so far, and not those of `%s`; run with `--rewind-to start` to have these in place of those"
              .formatted(output.dataset(), position.dataset(), subject));
    }
    return position;
  }

  private Ledger ledger(Output output) {
    var table = table(output);
    return table.exists()
        ? Ledger.parse(table.load().properties().get(output.ledgerKey()))
        : Ledger.EMPTY;
  }

  private TargetTable table(Output output) {
    return TargetTable.of(session, plan.dataset(output.dataset()).orElseThrow());
  }
}
