package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnViolation;
import java.io.Serializable;
import java.util.List;

/**
 * What a task needs to judge rows.
 *
 * @param corruptGate the gate that a record counts as stopped at that never became a row
 */
record GateSpec(
    String batchId,
    String runId,
    String dataset,
    String gate,
    String corruptGate,
    List<String> rules,
    List<OnViolation> actions,
    OnViolation onCorrupt,
    String ruleHash)
    implements Serializable {

  GateSpec ofBatch(String id) {
    return new GateSpec(id, runId, dataset, gate, corruptGate, rules, actions, onCorrupt, ruleHash);
  }
}
