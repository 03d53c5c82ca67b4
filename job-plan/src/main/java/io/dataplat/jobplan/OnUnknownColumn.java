package io.dataplat.jobplan;

/** What happens when a source has a column that the contract lacks. */
public enum OnUnknownColumn {
  WARN("warn"),
  FAIL("fail"),
  DISCARD_ROW("discard_row"),
  CAPTURE("capture");

  private final String spelling;

  OnUnknownColumn(String spelling) {
    this.spelling = spelling;
  }

  /** Whether it depends on the values of a row what becomes of it. */
  public boolean isByRow() {
    return this == DISCARD_ROW || this == CAPTURE;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
