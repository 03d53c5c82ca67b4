package io.dataplat.jobs.gate;

import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;

/**
 * What is known of a micro-batch only when it begins, though its query was built before; it travels
 * with the tasks.
 */
public enum EpochProperty {
  /** The batch id. */
  BATCH("dataplat.batch"),
  /** When the micro-batch was planned, in microseconds; the same whenever it is repeated. */
  TIME("dataplat.time"),
  /** Rows that are not later than this instant, in microseconds, come too late. */
  WATERMARK("dataplat.watermark");

  private final String key;

  EpochProperty(String key) {
    this.key = key;
  }

  /** Sets the value for the tasks that this thread starts. */
  public void set(SparkContext context, String value) {
    context.setLocalProperty(key, value);
  }

  /** The value, inside a task. */
  public String value() {
    return TaskContext.get().getLocalProperty(key);
  }
}
