package io.dataplat.jobs.plan;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.DateTimeException;
import java.time.ZoneId;

/** What a plan says its names lead to, and how it is refused. */
record PlanNames(JobPlan plan) {

  DatasetContract dataset(String id) {
    return plan.dataset(id).orElseThrow(() -> lacks("dataset", id));
  }

  Connection connection(String name) {
    return plan.connection(name).orElseThrow(() -> lacks("connection", name));
  }

  static void column(DatasetContract dataset, String name) {
    if (dataset.column(name).isEmpty()) {
      throw lacks("column", dataset.id() + "." + name);
    }
  }

  static void checkZone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw refused("names the time zone `" + zone + "`, which this job does not know");
    }
  }

  boolean hasNoInterval() {
    var unit = plan.schedule().map(Schedule::interval);
    return unit.filter(each -> each != IntervalUnit.NONE).isEmpty();
  }

  static JobFailure lacks(String what, String name) {
    return refused("names the " + what + " `" + name + "`, which it does not have");
  }

  static void refuseIf(boolean isRefused, String what) {
    if (isRefused) {
      throw refused(what);
    }
  }

  static JobFailure refused(String what) {
    return new JobFailure(ExitCode.PLAN_REFUSED, "plan-malformed", "the plan " + what);
  }
}
