package io.dataplat.jobs.run;

import io.dataplat.jobs.gate.GateReport;
import java.util.List;

/** What one batch did; the failures say why nothing was published. */
public record RunSummary(
    RunSlice slice,
    RunStatus status,
    List<GateReport> inputs,
    List<OutputSummary> outputs,
    List<AuditFinding> failures) {}
