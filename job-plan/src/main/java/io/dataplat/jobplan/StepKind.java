package io.dataplat.jobplan;

/** How a step relates its rows to the rows it reads. */
public enum StepKind {
  KEEPING("keeping"),
  FILTERING("filtering"),
  DEDUPLICATING("deduplicating"),
  RESHAPING("reshaping");

  private final String spelling;

  StepKind(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
