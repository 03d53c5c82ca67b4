package io.dataplat.jobs.replay;

import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunSlices;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Finds the interval or tick of a batch by its id, as the plan cuts time now. */
record BatchSlices(JobPlan plan) {

  private static final String TICK = "tick/";

  /** The batch; one that the plan's schedule no longer has is refused. */
  RunSlice of(String batch) {
    var name = batch.substring(plan.identity().taskId().length() + 1);
    return slices(name).stream()
        .filter(slice -> slice.batch().value().equals(batch))
        .findFirst()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.STATE_REFUSED,
                    "not-a-batch",
                    "the schedule of the plan has no batch `%s` any more; run the intervals that it has now with `force`"
                        .formatted(name)));
  }

  private List<RunSlice> slices(String name) {
    var hasUnit = plan.schedule().filter(each -> each.interval() != IntervalUnit.NONE).isPresent();
    if (name.startsWith(TICK) == hasUnit) {
      return List.of();
    }
    try {
      var slices = new RunSlices(plan);
      var time = Instant.parse(hasUnit ? name : name.substring(TICK.length()));
      return hasUnit
          ? slices.covering(time, time.plusNanos(1))
          : slices.of(new RunScope.Tick(time));
    } catch (DateTimeException e) {
      return List.of();
    }
  }
}
