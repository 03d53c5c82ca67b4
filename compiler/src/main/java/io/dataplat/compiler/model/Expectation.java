package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

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

  /** What NULL as the result of a check means. */
  enum Unknown {
    PASS,
    FAIL
  }

  /**
   * A boolean SQL expression that every row must not make false.
   *
   * @param tolerate the percentage of the rows that may
   * @param ofMetrics the settings that only metrics have, at their keys
   */
  record RowRule(
      String name,
      SourceSpan span,
      Sourced<String> check,
      Unknown unknown,
      Optional<Sourced<BigDecimal>> tolerate,
      OnViolation onViolation,
      List<Located<String>> ofMetrics)
      implements Expectation {
    public RowRule {
      ofMetrics = List.copyOf(ofMetrics);
    }
  }

  /**
   * A figure about the rows of a run.
   *
   * @param bounds of freshness, in seconds
   * @param settings the keys by which the measure was told more, at their places
   */
  record Metric(
      String name,
      SourceSpan span,
      Sourced<Measure> measure,
      List<Sourced<String>> columns,
      Over over,
      Unit unit,
      List<String> missingValues,
      List<Sourced<Object>> validValues,
      Optional<Sourced<String>> pattern,
      Scope scope,
      Optional<Query> query,
      Operator operator,
      List<BigDecimal> bounds,
      OnViolation onViolation,
      List<Located<String>> settings)
      implements Expectation {
    public Metric {
      columns = List.copyOf(columns);
      missingValues = List.copyOf(missingValues);
      validValues = List.copyOf(validValues);
      bounds = List.copyOf(bounds);
      settings = List.copyOf(settings);
    }
  }

  /** One SELECT that gives the number of a metric. */
  record Query(SourceSpan span, SqlText sql) {}

  /** What a metric measures. */
  enum Measure {
    ROW_COUNT,
    NULL_VALUES,
    MISSING_VALUES,
    INVALID_VALUES,
    INVALID_REFERENCES,
    DUPLICATE_VALUES,
    DISTINCT_VALUES,
    SUM,
    AVG,
    MIN,
    MAX,
    STDDEV,
    FRESHNESS,
    QUERY
  }

  /** Among which rows a duplicate is looked for. */
  enum Scope {
    BATCH,
    TABLE
  }

  /** The rows that a metric is about. */
  enum Over {
    KEPT,
    READ
  }

  /** What a metric that counts rows is in. */
  enum Unit {
    ROWS,
    PERCENT
  }

  /** How a metric is compared, with ODCS's names; those with {@code BETWEEN} have two bounds. */
  enum Operator {
    MUST_BE,
    MUST_NOT_BE,
    MUST_BE_GREATER_THAN,
    MUST_BE_GREATER_OR_EQUAL_TO,
    MUST_BE_LESS_THAN,
    MUST_BE_LESS_OR_EQUAL_TO,
    MUST_BE_BETWEEN,
    MUST_NOT_BE_BETWEEN
  }
}
