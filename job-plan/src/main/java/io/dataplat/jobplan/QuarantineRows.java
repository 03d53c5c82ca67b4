package io.dataplat.jobplan;

/** What a quarantine row of personal data keeps. */
public enum QuarantineRows {
  POSITION("position"),
  FULL("full");

  private final String spelling;

  QuarantineRows(String spelling) {
    this.spelling = spelling;
  }

  /** Whether quarantine may keep a row of a dataset, not only its place. */
  public boolean keep(DatasetContract dataset) {
    return this == FULL || !dataset.holdsPersonalData();
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
