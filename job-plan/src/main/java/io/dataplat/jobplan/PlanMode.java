package io.dataplat.jobplan;

/** What kind of job executes a plan. */
public enum PlanMode {
  BATCH("batch"),
  STREAMING("streaming"),
  MAINTENANCE("maintenance");

  private final String spelling;

  PlanMode(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
