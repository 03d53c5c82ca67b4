package io.dataplat.jobs.gate;

import io.dataplat.jobs.measure.Figure;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;

/**
 * What became of all rows at a gate.
 *
 * @param figures what the gate has measured on the way, by the names of the measures
 */
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
    Map<String, Figure> figures,
    List<DataFile> files) {

  /** Copies what the caller may still change. */
  public GateReport {
    rules = List.copyOf(rules);
    figures = Map.copyOf(figures);
    files = List.copyOf(files);
  }

  /** The rows of a source that nothing is checked on. */
  public static GateReport unchecked(String gate, long rows) {
    return new GateReport(gate, rows, 0, 0, 0, 0, 0, rows, 0, List.of(), Map.of(), List.of());
  }

  /** The rows that the rules have judged. */
  public long candidates() {
    return read - outside - corrupt;
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
