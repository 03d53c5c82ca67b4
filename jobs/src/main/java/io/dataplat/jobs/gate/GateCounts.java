package io.dataplat.jobs.gate;

import io.dataplat.jobs.measure.Total;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;

/** What one task counted at a gate; every row is in exactly one of the first six counters. */
@SuppressWarnings("EnumOrdinal") // an array is what a loop over all rows can count in
final class GateCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The counters, in the order in which a row is judged. */
  enum Counter {
    OUTSIDE,
    CORRUPT_QUARANTINED,
    CORRUPT_DROPPED,
    QUARANTINED,
    DROPPED,
    KEPT,
    /** Rows of the above that must stop the run. */
    FAILED
  }

  /** The part of the rows that was counted, the same whenever it is read again. */
  String part;

  final long[] counters = new long[Counter.values().length];
  final long[] violations;
  final long[] unknown;
  final List<DataFile> files = new ArrayList<>();

  final Total[] totals;

  GateCounts(String part, int rules, Total[] totals) {
    this.part = part;
    this.totals = totals;
    this.violations = new long[rules];
    this.unknown = new long[rules];
  }

  void add(Counter counter) {
    counters[counter.ordinal()]++;
  }
}
