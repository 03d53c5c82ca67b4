package io.dataplat.jobplan;

/** Among which rows a duplicate is looked for: those of the batch, or of the whole table. */
public enum DuplicateScope {
  BATCH("batch"),
  TABLE("table");

  private final String spelling;

  DuplicateScope(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
