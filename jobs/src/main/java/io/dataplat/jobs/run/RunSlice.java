package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobs.input.ChangesRange;
import java.time.Instant;
import java.util.Optional;

/** One batch of a run: an interval, a point in time, or the changes of an input. */
public record RunSlice(
    BatchId batch, Instant tick, Optional<DataInterval> interval, Optional<ChangesRange> changes) {

  /** A batch that reads nothing by its changes. */
  public RunSlice(BatchId batch, Instant tick, Optional<DataInterval> interval) {
    this(batch, tick, interval, Optional.empty());
  }

  /** The instant that the run stands for: the end of what it covers. */
  public Instant time() {
    return interval.map(DataInterval::end).orElse(tick);
  }

  /** What is covered, for people. */
  public String covers() {
    return changes
        .map(range -> "changes " + range)
        .or(() -> interval.map(DataInterval::toString))
        .orElse("as of " + tick);
  }
}
