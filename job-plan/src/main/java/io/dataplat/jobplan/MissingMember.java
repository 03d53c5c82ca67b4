package io.dataplat.jobplan;

/** What becomes of a row whose key a lookup does not find. */
public enum MissingMember {
  KEEP("keep"),
  DROP("drop"),
  UNKNOWN("unknown"),
  INFERRED("inferred");

  private final String spelling;

  MissingMember(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
