package io.dataplat.jobplan;

/** How an output changes its table. */
public enum WriteMode {
  APPEND("append"),
  OVERWRITE("overwrite"),
  OVERWRITE_INTERVAL("overwrite_interval"),
  OVERWRITE_GROUPS("overwrite_groups"),
  UPSERT("upsert"),
  SCD1("scd1"),
  SCD2("scd2"),
  SNAPSHOT("snapshot"),
  DELETE("delete");

  private final String spelling;

  WriteMode(String spelling) {
    this.spelling = spelling;
  }

  /** Whether rows of one key are merged, so that of several in a batch one is left. */
  public boolean isByKey() {
    return switch (this) {
      case UPSERT, SCD1, SCD2, SNAPSHOT, DELETE -> true;
      case APPEND, OVERWRITE, OVERWRITE_INTERVAL, OVERWRITE_GROUPS -> false;
    };
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
