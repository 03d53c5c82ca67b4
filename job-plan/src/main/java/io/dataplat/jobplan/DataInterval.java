package io.dataplat.jobplan;

import java.time.Instant;
import java.time.ZoneId;

/** The half-open time {@code [start, end)} of the data that a run covers, and its clock. */
public record DataInterval(Instant start, Instant end, ZoneId zone) {

  /** Refuses an interval that ends before it starts, or has no length. */
  public DataInterval {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("an interval ends after its start");
    }
  }

  /** Whether the instant lies inside; the end does not. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  @Override
  public String toString() {
    return "[" + start + ", " + end + ")";
  }
}
