package io.dataplat.jobs.telemetry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** What the tasks of a run cost, as far as Spark has told of it. */
final class RunCost extends SparkListener implements AutoCloseable {

  private final SparkContext context;
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  /** Counts from now on. */
  RunCost(SparkContext context) {
    this.context = context;
    context.addSparkListener(this);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    var metrics = task.taskMetrics();
    if (metrics != null) {
      nanos.addAndGet(metrics.executorCpuTime());
      peak.accumulateAndGet(metrics.peakExecutionMemory(), Math::max);
    }
  }

  /** CPU time of all tasks. */
  long cpuMs() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.get());
  }

  /** The most memory that one task has used. */
  long peakBytes() {
    return peak.get();
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
