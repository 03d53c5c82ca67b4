package io.dataplat.jobs.run;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.Staged;
import java.util.List;
import java.util.Map;

/** An output beside what readers see, with all that an audit must know. */
public record StagedOutput(
    OutputTarget target,
    Stage stage,
    GateReport gate,
    Staged staged,
    long collapsed,
    List<MetricResult> metrics) {

  /** What became of the rows that arrived, for the ledger. */
  public Map<String, Long> counters() {
    return OutputSummary.counters(gate, collapsed, staged.accepted(), staged.counters());
  }
}
