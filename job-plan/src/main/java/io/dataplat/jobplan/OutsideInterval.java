package io.dataplat.jobplan;

/** What happens to a candidate outside the run's interval. */
public enum OutsideInterval {
  FAIL("fail");

  private final String spelling;

  OutsideInterval(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
