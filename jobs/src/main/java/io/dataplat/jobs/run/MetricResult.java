package io.dataplat.jobs.run;

import io.dataplat.jobplan.OnViolation;
import java.math.BigDecimal;

/** A measure over the rows of a run, and whether it is within its bounds. */
public record MetricResult(String name, OnViolation action, BigDecimal value, boolean passed) {}
