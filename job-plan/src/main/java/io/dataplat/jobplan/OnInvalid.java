package io.dataplat.jobplan;

/** Where a row goes that breaks its contract. */
public enum OnInvalid {
  QUARANTINE("quarantine"),
  FAIL("fail"),
  DROP("drop");

  private final String spelling;

  OnInvalid(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
