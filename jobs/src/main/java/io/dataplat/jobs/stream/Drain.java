package io.dataplat.jobs.stream;

import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * The wish to stop after the micro-batch that runs. Spark has no such stop: it interrupts whatever
 * runs, so the job waits for the batch to be noted and begins no other.
 */
public final class Drain {

  /** A micro-batch that was planned and must not begin. */
  static final class DrainedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private volatile boolean wanted;
  private volatile long running = -1;

  /** No micro-batch begins from now on. */
  public void request() {
    wanted = true;
  }

  boolean isWanted() {
    return wanted;
  }

  void begin(long epoch) {
    if (wanted) {
      throw new DrainedException();
    }
    running = epoch;
  }

  /** Whether the micro-batch that began last is noted as done. */
  boolean isIdle(StreamingQuery query) {
    StreamingQueryProgress last = query.lastProgress();
    return running < 0 || (last != null && last.batchId() >= running);
  }
}
