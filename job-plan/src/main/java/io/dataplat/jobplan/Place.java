package io.dataplat.jobplan;

/** Where a connection is: the technology behind it. */
public enum Place {
  EMBEDDED("embedded"),
  REST("rest"),
  LOCAL("local"),
  S3("s3"),
  GCS("gcs"),
  AZURE("azure"),
  KAFKA("kafka"),
  POSTGRESQL("postgresql"),
  MYSQL("mysql"),
  REDIS("redis");

  private final String spelling;

  Place(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
