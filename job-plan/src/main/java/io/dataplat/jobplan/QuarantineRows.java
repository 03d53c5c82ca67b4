package io.dataplat.jobplan;

/** What a quarantine row of personal data keeps. */
public enum QuarantineRows {
  POSITION("position"),
  FULL("full");

  private final String spelling;

  QuarantineRows(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
