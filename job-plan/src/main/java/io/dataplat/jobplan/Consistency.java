package io.dataplat.jobplan;

/** What the parts of a database table that are read side by side have in common. */
public enum Consistency {
  /** All show one state of the database. */
  SNAPSHOT("snapshot"),
  /** Each shows a state of its own. */
  NONE("none");

  private final String spelling;

  Consistency(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
