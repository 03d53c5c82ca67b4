package io.dataplat.jobs.local;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.OutputSummary;
import java.util.List;

/** How many rows a task has read, and what became of them. */
public record RowCounts(long read, long written, long quarantined, long dropped) {

  /** Nothing was read. */
  public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

  /** The rows of some gates and outputs. */
  public static RowCounts of(List<GateReport> inputs, List<OutputSummary> outputs) {
    var counts = NONE;
    for (var gate : inputs) {
      counts = counts.plus(new RowCounts(gate.read(), 0, gate.allQuarantined(), gate.allDropped()));
    }
    for (var output : outputs) {
      var gate = output.gate();
      counts =
          counts.plus(
              new RowCounts(0, output.accepted(), gate.allQuarantined(), gate.allDropped()));
    }
    return counts;
  }

  /** The sum of both. */
  public RowCounts plus(RowCounts more) {
    return new RowCounts(
        read + more.read,
        written + more.written,
        quarantined + more.quarantined,
        dropped + more.dropped);
  }
}
