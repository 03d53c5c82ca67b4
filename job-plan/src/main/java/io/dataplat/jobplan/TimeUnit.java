package io.dataplat.jobplan;

/** The units that a time can be cut down to; a week begins on Monday. */
public enum TimeUnit {
  HOUR("hour"),
  DAY("day"),
  WEEK("week"),
  MONTH("month"),
  QUARTER("quarter"),
  YEAR("year");

  private final String spelling;

  TimeUnit(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
