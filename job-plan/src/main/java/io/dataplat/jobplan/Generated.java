package io.dataplat.jobplan;

/** What the writer itself puts into a column, or the reader of a source. */
public enum Generated {
  BATCH_ID("batch_id"),
  INGESTED_AT("ingested_at"),
  SOURCE_FILE("source_file"),
  SOURCE_TOPIC("source_topic"),
  SOURCE_PARTITION("source_partition"),
  SOURCE_OFFSET("source_offset"),
  SOURCE_TIMESTAMP("source_timestamp"),
  VALID_FROM("valid_from"),
  VALID_TO("valid_to"),
  IS_CURRENT("is_current"),
  ROW_HASH("row_hash"),
  SURROGATE_KEY("surrogate_key"),
  UNKNOWN_COLUMNS("unknown_columns");

  private final String spelling;

  Generated(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
