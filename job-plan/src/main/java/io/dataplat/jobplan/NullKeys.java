package io.dataplat.jobplan;

/** What deduplication does with a null key. */
public enum NullKeys {
  FAIL("fail"),
  KEEP("keep"),
  DROP("drop");

  private final String spelling;

  NullKeys(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
