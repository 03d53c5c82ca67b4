package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnViolation;
import java.io.Serializable;
import java.util.List;

/** What a task needs to judge rows; {@code width} columns are the payload, the rest is evidence. */
record GateSpec(
    String batchId,
    String runId,
    String dataset,
    String gate,
    List<String> rules,
    List<OnViolation> actions,
    OnViolation onCorrupt,
    String ruleHash,
    int width)
    implements Serializable {}
