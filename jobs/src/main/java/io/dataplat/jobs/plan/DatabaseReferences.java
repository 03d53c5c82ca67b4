package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.database.Databases;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a plan may write into a table of a database. */
record DatabaseReferences(JobPlan plan) {

  private static final Set<WriteMode> MODES =
      EnumSet.of(
          WriteMode.APPEND, WriteMode.OVERWRITE, WriteMode.OVERWRITE_INTERVAL, WriteMode.UPSERT);

  void check(Output output, DatasetContract dataset) {
    if (!Databases.holds(plan, dataset)) {
      return;
    }
    var table = "the database table `" + dataset.id() + "`";
    refuseIf(plan.mode() == PlanMode.STREAMING, "writes " + table + " in a stream");
    refuseIf(
        !MODES.contains(output.write().mode()),
        "writes " + table + " with `" + output.write().mode() + "`");
    refuseIf(
        plan.inputs().stream().anyMatch(input -> input.read() == ReadMode.CHANGES),
        "writes " + table + " from changes");
    refuseIf(plan.quarantine().isEmpty(), "writes " + table + " and has no quarantine");
    refuseIf(
        output.metrics().stream()
            .anyMatch(metric -> metric.scope().equals(Optional.of(DuplicateScope.TABLE))),
        "compares " + table + " with what it holds");
  }

  private static void refuseIf(boolean isRefused, String what) {
    if (isRefused) {
      throw PlanNames.refused(what);
    }
  }
}
