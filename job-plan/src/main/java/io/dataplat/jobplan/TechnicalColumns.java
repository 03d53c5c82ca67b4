package io.dataplat.jobplan;

/** The names of the columns that writers add by themselves; no declared column begins so. */
public final class TechnicalColumns {

  /** The prefix of every technical column. */
  public static final String PREFIX = "_";

  /** The batch that wrote a row; in every table. */
  public static final String BATCH_ID = "_batch_id";

  /** The time of a micro-batch, readable in the SQL of a stream. */
  public static final String BATCH_TIME = "_batch_time";

  /** The time from which a version of a row holds. */
  public static final String VALID_FROM = "_valid_from";

  /** The time at which a version ends, which belongs to the next; null while it holds. */
  public static final String VALID_TO = "_valid_to";

  /** Whether a version has no end. */
  public static final String IS_CURRENT = "_is_current";

  /** The hash of the columns whose change counts. */
  public static final String ROW_HASH = "_row_hash";

  /** The greatest time of any change of a key, at its newest version; null at the others. */
  public static final String LAST_EFFECTIVE = "_last_effective";

  /** Whether a row that is staged means that its key is gone; in no table that is read. */
  public static final String IS_DELETE = "_is_delete";

  private TechnicalColumns() {}
}
