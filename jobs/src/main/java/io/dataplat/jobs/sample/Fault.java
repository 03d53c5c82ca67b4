package io.dataplat.jobs.sample;

/** A way in which a row breaks its contract. */
enum Fault {
  /** A record that cannot be read. */
  BROKEN_RECORD,
  /** A text that is no value of the column's type. */
  WRONG_TYPE,
  /** No value where there must be one. */
  MISSING_VALUE,
  /** A text that the column does not allow. */
  NOT_ALLOWED;

  /** What stands in place of a value that is wrong. */
  static final String TEXT = "?";
}
