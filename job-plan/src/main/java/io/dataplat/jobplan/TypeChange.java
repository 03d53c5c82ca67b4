package io.dataplat.jobplan;

/** Whether a table column may take a wider type. */
public enum TypeChange {
  WIDEN("widen"),
  FREEZE("freeze");

  private final String spelling;

  TypeChange(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
