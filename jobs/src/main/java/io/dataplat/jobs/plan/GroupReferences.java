package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.GroupColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.input.DeltaTable;
import java.util.Set;

/** Checks an output that replaces the groups that new rows touch. */
record GroupReferences(JobPlan plan, Set<String> relations) {

  void check(Output output, DatasetContract dataset) {
    var groups = output.write().groups();
    var what = "replaces groups of `" + dataset.id() + "` and ";
    if (groups.isPresent() != (output.write().mode() == WriteMode.OVERWRITE_GROUPS)) {
      throw PlanNames.refused(what + "does not say which, or says which and does not");
    }
    if (groups.isEmpty()) {
      return;
    }
    if (plan.outputs().size() > 1 || !readsChangesOfTable()) {
      throw PlanNames.refused(
          what + "has another output, or no table that it reads by its changes");
    }
    if (!relations.contains(groups.get().of()) || groups.get().columns().isEmpty()) {
      throw PlanNames.refused(what + "lacks the rows or the columns that make them");
    }
    groups.get().columns().stream()
        .map(GroupColumn::column)
        .forEach(name -> PlanNames.column(dataset, name));
  }

  // Rows that nobody has judged would be rejected once for each run that reads them.
  private boolean readsChangesOfTable() {
    return plan.inputs().stream()
        .filter(input -> input.read() == ReadMode.CHANGES)
        .flatMap(input -> plan.dataset(input.dataset()).stream())
        .anyMatch(
            dataset ->
                dataset.location().table().isPresent()
                    && dataset.writer().isPresent()
                    && !DeltaTable.holds(dataset)
                    && !Databases.holds(plan, dataset));
  }
}
