package io.dataplat.jobplan;

/** Whether a table takes a column that its contract has got. */
public enum NewColumns {
  EVOLVE("evolve"),
  FREEZE("freeze");

  private final String spelling;

  NewColumns(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
