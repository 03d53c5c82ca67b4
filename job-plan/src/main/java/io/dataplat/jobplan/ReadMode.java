package io.dataplat.jobplan;

/** Which part of a dataset an input reads. */
public enum ReadMode {
  FULL("full"),
  INTERVAL("interval"),
  CHANGES("changes"),
  STREAM("stream");

  private final String spelling;

  ReadMode(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
