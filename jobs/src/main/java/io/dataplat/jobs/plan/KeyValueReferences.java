package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.keyvalue.KeyValueStores;
import java.util.EnumSet;

/** What a plan may write into a key-value store. */
record KeyValueReferences(JobPlan plan) {

  void check(Output output, DatasetContract dataset) {
    var keys = "the keys of `" + dataset.id() + "`";
    var isPlaced = dataset.location().keyPrefix().isPresent();
    PlanNames.refuseIf(
        isPlaced != KeyValueStores.holds(plan, dataset),
        "has " + keys + " on a connection that is no key-value store, or none on one");
    if (!isPlaced) {
      return;
    }
    var target = new TargetReferences(plan, keys, EnumSet.of(WriteMode.UPSERT));
    target.check(output);
    target.checkQuarantine();
    var write = output.write();
    PlanNames.refuseIf(
        write.keys().isEmpty() || write.sequenceBy().isEmpty(),
        "writes " + keys + " without a key or a sequence");
  }
}
