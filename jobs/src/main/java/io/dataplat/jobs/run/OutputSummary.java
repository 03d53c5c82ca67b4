package io.dataplat.jobs.run;

import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.gate.GateReport;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    List<MetricResult> metrics) {

  /** What became of the rows that arrived, by the names that ledger and record use. */
  public Map<String, Long> allCounters() {
    return counters(gate, collapsed, accepted, counters);
  }

  static Map<String, Long> counters(
      GateReport gate, long collapsed, long accepted, Map<String, Long> byMode) {
    var all = new LinkedHashMap<String, Long>();
    all.put("candidates", gate.read());
    all.put("quarantined", gate.allQuarantined());
    all.put("dropped", gate.allDropped());
    all.put("collapsed", collapsed);
    all.put("accepted", accepted);
    all.putAll(byMode);
    return Collections.unmodifiableMap(all);
  }
}
