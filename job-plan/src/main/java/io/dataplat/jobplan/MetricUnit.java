package io.dataplat.jobplan;

/** What the number of a metric that counts rows is in. */
public enum MetricUnit {
  ROWS("rows"),
  PERCENT("percent");

  private final String spelling;

  MetricUnit(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
