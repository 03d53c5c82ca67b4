package io.dataplat.jobs.run;

import io.dataplat.jobplan.StepKind;

/** Rows into and out of a step. */
public record StepCount(String name, StepKind kind, long in, long out) {

  /** Rows that the step left out. */
  public long removed() {
    return in - out;
  }
}
