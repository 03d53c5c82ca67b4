package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.keyvalue.KeyValueStores;
import java.util.Optional;

/** What a plan may write into a key-value store. */
record KeyValueReferences(JobPlan plan) {

  void check(Output output, DatasetContract dataset) {
    var keys = "the keys of `" + dataset.id() + "`";
    var isPlaced = dataset.location().keyPrefix().isPresent();
    refuseIf(
        isPlaced != KeyValueStores.holds(plan, dataset),
        "has " + keys + " on a connection that is no key-value store, or none on one");
    if (!isPlaced) {
      return;
    }
    var write = output.write();
    refuseIf(plan.mode() == PlanMode.STREAMING, "writes " + keys + " in a stream");
    refuseIf(write.mode() != WriteMode.UPSERT, "writes " + keys + " with `" + write.mode() + "`");
    refuseIf(
        write.keys().isEmpty() || write.sequenceBy().isEmpty() || write.deletes().isPresent(),
        "writes " + keys + " without a key or a sequence, or deletes some");
    refuseIf(
        plan.inputs().stream().anyMatch(input -> input.read() == ReadMode.CHANGES),
        "writes " + keys + " from changes");
    refuseIf(plan.quarantine().isEmpty(), "writes " + keys + " and has no quarantine");
    refuseIf(
        output.metrics().stream()
            .anyMatch(metric -> metric.scope().equals(Optional.of(DuplicateScope.TABLE))),
        "compares " + keys + " with what the store holds");
  }

  private static void refuseIf(boolean isRefused, String what) {
    if (isRefused) {
      throw PlanNames.refused(what);
    }
  }
}
