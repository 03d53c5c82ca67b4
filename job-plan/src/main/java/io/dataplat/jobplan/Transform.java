package io.dataplat.jobplan;

/** How a column value becomes a partition value. */
public enum Transform {
  IDENTITY("identity"),
  YEAR("year"),
  MONTH("month"),
  DAY("day"),
  HOUR("hour"),
  BUCKET("bucket");

  private final String spelling;

  Transform(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
