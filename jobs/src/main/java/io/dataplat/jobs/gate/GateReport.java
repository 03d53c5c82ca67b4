package io.dataplat.jobs.gate;

import java.util.List;
import org.apache.iceberg.DataFile;

/** What became of all rows at a gate. */
public record GateReport(
    String gate,
    long read,
    long outside,
    long corrupt,
    long corruptDropped,
    long quarantined,
    long dropped,
    long kept,
    long failed,
    List<RuleCount> rules,
    List<DataFile> files) {

  /** Copies what the caller may still change. */
  public GateReport {
    rules = List.copyOf(rules);
    files = List.copyOf(files);
  }

  /** The rows of a source that nothing is checked on. */
  public static GateReport unchecked(String gate, long rows) {
    return new GateReport(gate, rows, 0, 0, 0, 0, 0, rows, 0, List.of(), List.of());
  }

  /** Rows in quarantine, corrupt ones included. */
  public long allQuarantined() {
    return quarantined + corrupt - corruptDropped;
  }

  /** Rows dropped, corrupt ones included. */
  public long allDropped() {
    return dropped + corruptDropped;
  }
}
