package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.math.BigDecimal;
import java.util.List;

/** A rule about the rows of a dataset. */
public sealed interface Expectation {
  String name();

  SourceSpan span();

  OnViolation onViolation();

  /** What happens when a rule is broken. */
  enum OnViolation {
    QUARANTINE,
    FAIL,
    DROP,
    WARN
  }

  /** A boolean SQL expression that every row must not make false. */
  record RowRule(String name, SourceSpan span, Sourced<String> check, OnViolation onViolation)
      implements Expectation {}

  /** A figure about the kept rows of a run. */
  record Metric(
      String name,
      SourceSpan span,
      Measure measure,
      List<Sourced<String>> columns,
      Operator operator,
      List<BigDecimal> bounds,
      OnViolation onViolation)
      implements Expectation {
    public Metric {
      columns = List.copyOf(columns);
      bounds = List.copyOf(bounds);
    }
  }

  /** What a metric counts. */
  enum Measure {
    ROW_COUNT,
    NULL_VALUES,
    DUPLICATE_VALUES
  }

  /** How a metric is compared, with ODCS's names; {@code MUST_BE_BETWEEN} has two bounds. */
  enum Operator {
    MUST_BE,
    MUST_BE_GREATER_THAN,
    MUST_BE_GREATER_OR_EQUAL_TO,
    MUST_BE_LESS_THAN,
    MUST_BE_LESS_OR_EQUAL_TO,
    MUST_BE_BETWEEN
  }
}
