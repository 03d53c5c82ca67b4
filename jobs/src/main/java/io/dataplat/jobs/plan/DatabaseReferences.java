package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.database.Databases;
import java.util.EnumSet;
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
    var target = new TargetReferences(plan, "the database table `" + dataset.id() + "`", MODES);
    target.check(output);
    target.checkQuarantine();
  }
}
