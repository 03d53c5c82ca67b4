package io.dataplat.jobplan;

/** What happens to rows older than the range that a run reads. */
public enum LateRows {
  QUARANTINE("quarantine"),
  DROP("drop");

  private final String spelling;

  LateRows(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
