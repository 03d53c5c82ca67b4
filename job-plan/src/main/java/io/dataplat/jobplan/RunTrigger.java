package io.dataplat.jobplan;

/** Who started a run. */
public enum RunTrigger {
  SCHEDULE("schedule"),
  ASSET("asset"),
  MANUAL("manual"),
  BACKFILL("backfill"),
  REPLAY("replay"),
  LOCAL("local");

  private final String spelling;

  RunTrigger(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
