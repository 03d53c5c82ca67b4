package io.dataplat.jobplan;

/** The rows that a metric describes. */
public enum MetricScope {
  KEPT("kept"),
  READ("read");

  private final String spelling;

  MetricScope(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
