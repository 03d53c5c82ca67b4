package io.dataplat.jobs.plan;

import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.Transform;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.input.DeltaTable;
import java.util.EnumSet;
import java.util.Set;

/** Where a Delta table of a plan may be, and what may be done with it. */
record DeltaReferences(JobPlan plan) {

  private static final Set<WriteMode> MODES =
      EnumSet.of(
          WriteMode.APPEND, WriteMode.OVERWRITE, WriteMode.OVERWRITE_INTERVAL, WriteMode.UPSERT);
  private static final String FOLDERS =
      "[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*";

  void check(DatasetContract dataset) {
    if (!DeltaTable.holds(dataset)) {
      return;
    }
    var table = name(dataset);
    var type = plan.connection(dataset.connection()).orElseThrow().type();
    PlanNames.refuseIf(
        type != ConnectionType.OBJECT_STORE, "has " + table + " outside of object stores");
    var folder = dataset.location().table();
    PlanNames.refuseIf(
        folder.filter(each -> each.matches(FOLDERS)).isEmpty(),
        "has " + table + " in no folder below its object store");
    PlanNames.refuseIf(
        dataset.partitionBy().stream().anyMatch(each -> each.transform() != Transform.IDENTITY),
        "partitions " + table + " by more than columns");
  }

  void check(Input input, DatasetContract dataset) {
    if (!DeltaTable.holds(dataset)) {
      return;
    }
    PlanNames.refuseIf(
        plan.mode() == PlanMode.STREAMING, "reads " + name(dataset) + " in a stream");
  }

  void check(Output output, DatasetContract dataset) {
    if (!DeltaTable.holds(dataset)) {
      return;
    }
    new TargetReferences(plan, name(dataset), MODES).check(output);
  }

  private static String name(DatasetContract dataset) {
    return "the Delta table `" + dataset.id() + "`";
  }
}
