package io.dataplat.jobs.run;

import io.dataplat.jobs.gate.GateReport;
import java.util.List;

/** What one batch did; the failures say why nothing was published. */
public record RunSummary(
    RunSlice slice,
    RunStatus status,
    List<GateReport> inputs,
    List<MetricResult> inputMetrics,
    List<OutputSummary> outputs,
    List<AuditFinding> failures) {

  /** The same work under another status. */
  public RunSummary as(RunStatus other) {
    return new RunSummary(slice, other, inputs, inputMetrics, outputs, failures);
  }
}
