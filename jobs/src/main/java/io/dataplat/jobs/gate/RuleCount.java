package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnViolation;

/** How often a rule was hit at a gate. */
public record RuleCount(String name, OnViolation action, long violations, long unknown) {}
