package io.dataplat.jobplan;

/** Where a stream without checkpoint begins. */
public enum StartFrom {
  EARLIEST("earliest"),
  LATEST("latest");

  private final String spelling;

  StartFrom(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
