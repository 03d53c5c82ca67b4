package io.dataplat.jobs.run;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.ChangesRange;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.input.PinnedReference;
import io.dataplat.jobs.output.OutputPlaces;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.OutputPlace;
import io.dataplat.jobs.write.TableContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Finds out what a batch reads, what it changes, and whether it may. */
public record Preparation(
    SparkSession session, JobPlan plan, RunSlice slice, Optional<OutputPlaces> places) {

  /** The preparation of what is written into catalogs only. */
  public Preparation(SparkSession session, JobPlan plan, RunSlice slice) {
    this(session, plan, slice, Optional.empty());
  }

  /** The fingerprint of everything that the batch reads. */
  static String fingerprint(List<PinnedInput> inputs, List<PinnedReference> references) {
    var text =
        Stream.concat(
                inputs.stream().flatMap(input -> input.identity().stream()),
                references.stream().map(PinnedReference::identity))
            .collect(Collectors.joining("\n"));
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  /**
   * The outputs in the order in which they are published, their tables made to follow the
   * contracts. Of a batch of changes those that are where it begins, or that have it.
   */
  public List<OutputTarget> targets() {
    return plan.outputs().stream()
        .sorted(Comparator.comparingInt(Output::order))
        .map(this::target)
        .filter(this::takesPart)
        .toList();
  }

  private boolean takesPart(OutputTarget target) {
    return slice
        .changes()
        .map(range -> range.isRewound() || isNext(target, range) || hasRead(target, range))
        .orElse(true);
  }

  private static boolean isNext(OutputTarget target, ChangesRange range) {
    return target.ledger().readThrough().equals(range.position().from());
  }

  private static boolean hasRead(OutputTarget target, ChangesRange range) {
    return range.position().equals(target.ledger().changes());
  }

  private OutputTarget target(Output output) {
    return target(output, plan.dataset(output.dataset()).orElseThrow());
  }

  private OutputTarget target(Output output, DatasetContract dataset) {
    return places
        .flatMap(each -> each.place(session, output, dataset))
        .map(place -> target(output, dataset, place))
        .orElseGet(() -> ofCatalog(output, dataset));
  }

  private OutputTarget target(Output output, DatasetContract dataset, OutputPlace place) {
    var ledger = place.published(output.ledgerKey(), slice.batch().value()).ledger();
    checkPredecessor(dataset, ledger);
    return new OutputTarget(output, dataset, place, ledger);
  }

  private OutputTarget ofCatalog(Output output, DatasetContract dataset) {
    var table = new TableContract(session, dataset, Optional.of(output.write())).ensure();
    var loaded = table.load();
    var ledger = Ledger.parse(loaded.properties().get(output.ledgerKey()));
    var head = loaded.currentSnapshot();
    if ((head == null ? 0 : head.sequenceNumber()) < ledger.newestSequenceNumber()) {
      throw refused("rolled-back", "`" + dataset.id() + "` was rolled back behind its ledger");
    }
    checkPredecessor(dataset, ledger);
    return new OutputTarget(output, dataset, table, ledger);
  }

  // Writes that do not commute need every earlier interval first; a task marked success by hand
  // has written nothing.
  private void checkPredecessor(DatasetContract dataset, Ledger ledger) {
    var isOrdered = plan.schedule().map(Schedule::ordered).orElse(false);
    var frontier = ledger.completeThrough();
    slice
        .interval()
        .map(DataInterval::start)
        .filter(
            start -> isOrdered && !frontier.isEmpty() && Instant.parse(frontier).isBefore(start))
        .ifPresent(
            start -> {
              throw refused(
                  "predecessor-missing",
                  "`%s` is complete through %s only, this run begins at %s"
                      .formatted(dataset.id(), frontier, start));
            });
  }

  /**
   * Whether an output has already published the same work for this batch. Changes are read once,
   * whatever became of the plan since.
   */
  boolean isPublished(OutputTarget target, boolean force, String planHash, String fingerprint) {
    if (slice.changes().isPresent()) {
      var range = slice.changes().get();
      return !range.isRewound() && !isNext(target, range);
    }
    return !force && isSameWork(target, planHash, fingerprint);
  }

  private boolean isSameWork(OutputTarget target, String planHash, String fingerprint) {
    return target
        .ledger()
        .find(slice.batch().value())
        .map(entry -> entry.isSameWork(planHash, fingerprint))
        .orElse(false);
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.STATE_REFUSED, rule, message);
  }
}
