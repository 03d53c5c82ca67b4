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

  /** Whether such a value tells of a person. */
  public boolean isPersonal() {
    return compareTo(PII) >= 0;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
