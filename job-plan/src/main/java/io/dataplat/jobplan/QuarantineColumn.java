package io.dataplat.jobplan;

import java.util.List;

/** The columns of a quarantine table: one shape for all tasks (semantics 4.9). */
public enum QuarantineColumn {
  /** The batch that the row was kept out of. */
  BATCH_ID("_batch_id", "string", false),
  /** The attempt that kept it out. */
  RUN_ID("_run_id", "string", false),
  /** The dataset whose contract or expectation it violates. */
  DATASET("_dataset", "string", false),
  /** Where it was stopped: {@code input:<alias>}, {@code output:<id>} or {@code decode}. */
  GATE("_gate", "string", false),
  /** The violated rules, sorted. */
  RULES("_rules", "array<string>", false),
  /** The hash of the rules of that gate, as they were. */
  RULE_HASH("_rule_hash", "string", false),
  /** Where the row stands in its source; absent for a row that the steps made. */
  POSITION("_position", "string", true),
  /** The quarantine row that this one is another attempt of. */
  ATTEMPT_OF("_attempt_of", "string", true),
  /** The identity of the quarantined row. */
  QUARANTINE_ID("_quarantine_id", "string", false),
  /** The candidate as masked JSON; absent for personal data and corrupt records. */
  ROW("_row", "string", true),
  /** A corrupt record as it came; absent for personal data. */
  RAW("_raw", "string", true);

  private final String column;
  private final String type;
  private final boolean nullable;

  QuarantineColumn(String column, String type, boolean nullable) {
    this.column = column;
    this.type = type;
    this.nullable = nullable;
  }

  /** All columns in the order of the table. */
  public static List<QuarantineColumn> all() {
    return List.of(values());
  }

  /** The name of the column. */
  public String column() {
    return column;
  }

  /** The type of the column, in Spark's spelling. */
  public String type() {
    return type;
  }

  /** Whether the column may be absent. */
  public boolean nullable() {
    return nullable;
  }
}
