package io.dataplat.jobplan;

/** The calendar unit of data that one run covers. */
public enum IntervalUnit {
  HOUR("hour"),
  DAY("day"),
  WEEK("week"),
  MONTH("month"),
  CRON("cron"),
  NONE("none");

  private final String spelling;

  IntervalUnit(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
