package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.input.PinnedReference;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TableContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Finds out what a batch reads, what it changes, and whether it may. */
public record Preparation(SparkSession session, JobPlan plan, RunSlice slice) {

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
   * contracts.
   */
  public List<OutputTarget> targets() {
    return plan.outputs().stream()
        .sorted(Comparator.comparingInt(Output::order))
        .map(this::target)
        .toList();
  }

  private OutputTarget target(Output output) {
    return target(output, plan.dataset(output.dataset()).orElseThrow());
  }

  private OutputTarget target(Output output, DatasetContract dataset) {
    var table = new TableContract(session, dataset).ensure();
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

  /** Whether an output has already published the same work for this batch. */
  static boolean isPublished(
      OutputTarget target, BatchId batch, String planHash, String fingerprint) {
    return target
        .ledger()
        .find(batch.value())
        .map(entry -> entry.isSameWork(planHash, fingerprint))
        .orElse(false);
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.STATE_REFUSED, rule, message);
  }
}
