package io.dataplat.jobplan;

/** What an unknown (NULL) result of a rule means. */
public enum UnknownResult {
  PASS("pass"),
  FAIL("fail");

  private final String spelling;

  UnknownResult(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
