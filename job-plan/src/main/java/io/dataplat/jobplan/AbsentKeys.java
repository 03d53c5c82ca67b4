package io.dataplat.jobplan;

/** What becomes of a key that a complete source no longer has. */
public enum AbsentKeys {
  KEEP("keep"),
  END("end"),
  DELETE("delete");

  private final String spelling;

  AbsentKeys(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
