package io.dataplat.jobplan;

/** Where a row goes that violates a rule, or what a violated metric does. */
public enum OnViolation {
  WARN("warn"),
  DROP("drop"),
  QUARANTINE("quarantine"),
  FAIL("fail");

  private final String spelling;

  OnViolation(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
