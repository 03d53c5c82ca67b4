package io.dataplat.jobplan;

/** The moment at which an input is pinned. */
public enum AsOf {
  RUN("run");

  private final String spelling;

  AsOf(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
