package io.dataplat.jobplan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A condition on a measure over the rows of one run.
 *
 * @param bounds of {@code freshness}, in seconds
 * @param scope where {@code duplicateValues} looks
 * @param references what {@code invalidReferences} compares with
 * @param sql the lines of a {@code query} over the relation {@code rows}
 * @param missingValues the texts that count as missing beside NULL; none: the blank ones
 */
public record MetricRule(
    String name,
    MetricName metric,
    List<String> columns,
    MetricScope over,
    MetricUnit unit,
    List<String> missingValues,
    Optional<ValidValues> valid,
    Optional<DuplicateScope> scope,
    Optional<ColumnReference> references,
    Optional<List<String>> sql,
    Operator operator,
    List<BigDecimal> bounds,
    OnViolation onViolation) {
  /** Copies what the caller may still change. */
  public MetricRule {
    columns = List.copyOf(columns);
    missingValues = List.copyOf(missingValues);
    sql = sql.map(List::copyOf);
    bounds = List.copyOf(bounds);
  }

  /** The query, if the metric is one. */
  public Optional<String> query() {
    return sql.map(lines -> String.join("\n", lines));
  }
}
