package io.dataplat.jobs.run;

import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.gate.GateReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run did to one output. */
public record OutputSummary(
    String id,
    String dataset,
    String table,
    WriteMode mode,
    GateReport gate,
    long accepted,
    long collapsed,
    Map<String, Long> counters,
    List<StepCount> steps,
    Optional<Equation> equation,
    List<MetricResult> metrics) {}
