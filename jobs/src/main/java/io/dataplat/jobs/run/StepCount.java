package io.dataplat.jobs.run;

import io.dataplat.jobplan.StepKind;

/**
 * Rows into and out of a step.
 *
 * @param filtered the rows that a condition left out
 */
public record StepCount(String name, StepKind kind, long in, long out, long filtered) {

  /** Rows that the step left out. */
  public long removed() {
    return in - out;
  }

  /** The rows that another row of the same key stands for. */
  public long deduplicated() {
    return kind == StepKind.DEDUPLICATING ? removed() - filtered : 0;
  }
}
