package io.dataplat.jobplan;

/** How confidential the stored value of a column is, in rising order. */
public enum Classification {
  PUBLIC("public"),
  INTERNAL("internal"),
  CONFIDENTIAL("confidential"),
  PSEUDONYMOUS("pseudonymous"),
  PII("pii"),
  SENSITIVE("sensitive");

  private final String spelling;

  Classification(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
