package io.dataplat.jobs.run;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobs.write.Ledger;
import java.time.Instant;
import java.util.List;

/**
 * The earlier intervals that a run does again, for data that has come late. One that was never
 * published is a hole, which a run of its own fills: its source may still be missing.
 */
public record Lookback(JobPlan plan, List<Ledger> ledgers) {

  /** Copies what the caller may still change. */
  public Lookback {
    ledgers = List.copyOf(ledgers);
  }

  /** Whether runs of a plan do any interval again. */
  public static boolean isIn(JobPlan plan) {
    return number(plan) > 0;
  }

  /** The batches, ascending. */
  public List<RunSlice> before(RunSlice slice) {
    return new RunSlices(plan)
        .before(slice, number(plan)).stream().filter(this::isPublished).toList();
  }

  // What one output lacks is put right with the others.
  private boolean isPublished(RunSlice slice) {
    Instant start = slice.interval().map(DataInterval::start).orElseThrow();
    return ledgers.stream()
        .anyMatch(ledger -> ledger.hasPublished(slice.batch().value(), start, slice.time()));
  }

  private static int number(JobPlan plan) {
    return plan.schedule().map(Schedule::lookback).orElse(0);
  }
}
