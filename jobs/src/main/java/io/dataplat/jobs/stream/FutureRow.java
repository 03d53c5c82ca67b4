package io.dataplat.jobs.stream;

import io.dataplat.jobs.gate.EpochProperty;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/** Whether a time, in microseconds, is further ahead of its micro-batch than clocks may differ. */
final class FutureRow implements UDF1<Long, Boolean> {

  private static final long serialVersionUID = 1L;

  private final long limit;
  private transient @Nullable Long latest;

  /** A row is too far ahead when it is by more microseconds. */
  FutureRow(long limit) {
    this.limit = limit;
  }

  @Override
  public @Nullable Boolean call(@Nullable Long time) {
    var known = latest;
    if (known == null) {
      known = Long.parseLong(EpochProperty.TIME.value()) + limit;
      latest = known;
    }
    return time == null ? null : time > known;
  }
}
