package io.dataplat.jobplan;

/** The measures over the rows of one run. */
public enum MetricName {
  ROW_COUNT("rowCount"),
  NULL_VALUES("nullValues"),
  MISSING_VALUES("missingValues"),
  INVALID_VALUES("invalidValues"),
  INVALID_REFERENCES("invalidReferences"),
  DUPLICATE_VALUES("duplicateValues"),
  DISTINCT_VALUES("distinctValues"),
  SUM("sum"),
  AVG("avg"),
  MIN("min"),
  MAX("max"),
  STDDEV("stddev"),
  FRESHNESS("freshness"),
  QUERY("query");

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
