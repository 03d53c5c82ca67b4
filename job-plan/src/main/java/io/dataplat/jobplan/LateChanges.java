package io.dataplat.jobplan;

/** What a history does with a change that is older than what it has seen of the key. */
public enum LateChanges {
  INSERT("insert"),
  QUARANTINE("quarantine");

  private final String spelling;

  LateChanges(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
