package io.dataplat.jobs.maintenance;

import java.util.Locale;

/** What the upkeep of one table came to. */
public enum TableStatus {
  /** Something was done. */
  MAINTAINED,
  /** There was nothing to do. */
  UNCHANGED,
  /** No run has made the table yet. */
  ABSENT,
  /** A run changed the table meanwhile; the rest waits for the next time. */
  GAVE_WAY,
  /** A part of it failed. */
  FAILED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
