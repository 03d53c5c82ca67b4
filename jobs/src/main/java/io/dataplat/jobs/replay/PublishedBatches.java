package io.dataplat.jobs.replay;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanHash;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.output.OutputPlaces;
import io.dataplat.jobs.run.OutputLedgers;
import io.dataplat.jobs.write.Ledger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** What the ledgers of a plan's outputs say of its batches, when a replay begins. */
record PublishedBatches(JobPlan plan, Map<Output, Ledger> ledgers) {

  private static final Set<WriteMode> WHOLE_TABLE =
      EnumSet.of(WriteMode.OVERWRITE, WriteMode.SNAPSHOT);

  static PublishedBatches of(SparkSession session, JobPlan plan, OutputPlaces places) {
    var ledgers = new OutputLedgers(session, plan, places);
    return new PublishedBatches(
        plan, plan.outputs().stream().collect(Collectors.toMap(output -> output, ledgers::of)));
  }

  /**
   * The batch that has taken the place of another for good: one that replaces the whole table, or
   * has read the whole source again.
   */
  Optional<String> newer(String batch) {
    var isByInterval = plan.inputs().stream().anyMatch(in -> in.read() == ReadMode.INTERVAL);
    return plan.outputs().stream()
        .filter(output -> !isByInterval || WHOLE_TABLE.contains(output.write().mode()))
        .flatMap(output -> last(output).stream())
        .filter(last -> !last.equals(batch))
        .findFirst();
  }

  private Optional<String> last(Output output) {
    return batches(output).stream().reduce((one, next) -> next);
  }

  private List<String> batches(Output output) {
    return List.copyOf(ledgers.getOrDefault(output, Ledger.EMPTY).batches().keySet());
  }

  /**
   * The batches of changes that reading anew from the beginning of one takes the place of; an
   * attempt that was killed may have done so in some outputs, or in all.
   */
  List<String> since(String batch) {
    var beginning = BatchId.beginningAt(plan.identity(), place(batch));
    return ledgers.values().stream()
        .flatMap(ledger -> ledger.batchesSince(beginning).stream())
        .distinct()
        .toList();
  }

  /** Whether the plan as it is now has published a batch in all outputs. */
  boolean isOfThisPlan(String batch) {
    var hash = PlanHash.of(plan);
    return plan.outputs().stream()
        .map(output -> ledgers.getOrDefault(output, Ledger.EMPTY).find(batch))
        .allMatch(entry -> entry.filter(each -> each.planHash().equals(hash)).isPresent());
  }

  /** The place at which a batch of changes begins. */
  String place(String batch) {
    var range = batch.substring(BatchId.ofAllChanges(plan.identity()).length());
    return range.substring(0, Math.max(0, range.indexOf("..")));
  }
}
