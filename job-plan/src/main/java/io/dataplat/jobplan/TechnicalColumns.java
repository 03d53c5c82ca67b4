package io.dataplat.jobplan;

/** The names of the columns that writers add by themselves; no declared column begins so. */
public final class TechnicalColumns {

  /** The prefix of every technical column. */
  public static final String PREFIX = "_";

  /** The batch that wrote a row; in every table. */
  public static final String BATCH_ID = "_batch_id";

  /** The time of a micro-batch, readable in the SQL of a stream. */
  public static final String BATCH_TIME = "_batch_time";

  private TechnicalColumns() {}
}
