package io.dataplat.jobs.run;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.Staged;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An output beside what readers see, with all that an audit must know. */
public record StagedOutput(
    OutputTarget target,
    Stage stage,
    GateReport gate,
    Staged staged,
    long collapsed,
    List<MetricResult> metrics) {

  /** Throws away what is staged. */
  void drop() {
    tombstones.ifPresent(Branch::drop);
    branch.drop();
  }

  /** What became of the rows that arrived, for the ledger. */
  public Map<String, Long> counters() {
    return OutputSummary.counters(gate, collapsed, staged.accepted(), staged.counters());
  }
}
