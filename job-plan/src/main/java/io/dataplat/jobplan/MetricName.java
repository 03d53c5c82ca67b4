package io.dataplat.jobplan;

/** The measures over the rows of one run. */
public enum MetricName {
  ROW_COUNT("rowCount"),
  NULL_VALUES("nullValues"),
  DUPLICATE_VALUES("duplicateValues");

  private final String spelling;

  MetricName(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
