package io.dataplat.jobplan;

/** What happens when a source has a column that the contract lacks. */
public enum OnUnknownColumn {
  WARN("warn"),
  FAIL("fail");

  private final String spelling;

  OnUnknownColumn(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
