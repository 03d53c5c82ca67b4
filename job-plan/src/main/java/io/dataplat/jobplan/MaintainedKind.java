package io.dataplat.jobplan;

/** Whose rows a maintained table has, which tells how old they are. */
public enum MaintainedKind {
  /** Rows of a contract; their time is in a column of it. */
  DATASET("dataset"),
  /** Which keys of a dataset are gone; their time is in a column. */
  TOMBSTONES("tombstones"),
  /** Rejected rows; they are as old as the run that rejected them. */
  QUARANTINE("quarantine"),
  /** Records of runs or epochs; they are as old as their end. */
  RECORDS("records");

  private final String spelling;

  MaintainedKind(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
