package io.dataplat.jobs.stream;

import io.dataplat.jobs.gate.EpochProperty;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/** Whether a time, in microseconds, is behind the watermark at which its micro-batch began. */
final class LateRow implements UDF1<Long, Boolean> {

  private static final long serialVersionUID = 1L;

  private transient @Nullable Long watermark;

  @Override
  public @Nullable Boolean call(@Nullable Long time) {
    var known = watermark;
    if (known == null) {
      known = Long.valueOf(EpochProperty.WATERMARK.value());
      watermark = known;
    }
    return time == null ? null : time <= known;
  }
}
