package io.dataplat.jobplan;

/** How a dataset is stored. */
public enum Format {
  ICEBERG("iceberg"),
  CSV("csv"),
  PARQUET("parquet"),
  JSON("json"),
  ORC("orc"),
  AVRO("avro"),
  POSTGRESQL("postgresql"),
  MYSQL("mysql"),
  REDIS("redis"),
  DELTA("delta"),
  FIXED_WIDTH("fixed_width");

  private final String spelling;

  Format(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
