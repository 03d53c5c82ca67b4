package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import java.time.Instant;
import java.util.Optional;

/** One batch of a run: an interval, or a point in time. */
public record RunSlice(BatchId batch, Instant tick, Optional<DataInterval> interval) {

  /** The instant that the run stands for: the end of what it covers. */
  public Instant time() {
    return interval.map(DataInterval::end).orElse(tick);
  }

  /** What is covered, for people. */
  public String covers() {
    return interval.map(DataInterval::toString).orElse("as of " + tick);
  }
}
