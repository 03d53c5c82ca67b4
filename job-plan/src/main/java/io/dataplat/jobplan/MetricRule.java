package io.dataplat.jobplan;

import java.math.BigDecimal;
import java.util.List;

/** A condition on a measure over the rows of one run. */
public record MetricRule(
    String name,
    MetricName metric,
    List<String> columns,
    MetricScope over,
    Operator operator,
    List<BigDecimal> bounds,
    OnViolation onViolation) {
  /** Copies what the caller may still change. */
  public MetricRule {
    columns = List.copyOf(columns);
    bounds = List.copyOf(bounds);
  }
}
