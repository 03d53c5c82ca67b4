package io.dataplat.jobplan;

/** What it means that an interval has no file at all. */
public enum Missing {
  FAIL("fail"),
  EMPTY("empty");

  private final String spelling;

  Missing(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
