package io.dataplat.jobplan;

/** How an output changes its table. */
public enum WriteMode {
  APPEND("append"),
  OVERWRITE("overwrite"),
  OVERWRITE_INTERVAL("overwrite_interval"),
  UPSERT("upsert");

  private final String spelling;

  WriteMode(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
