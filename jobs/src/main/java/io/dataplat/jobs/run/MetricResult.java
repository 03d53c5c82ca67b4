package io.dataplat.jobs.run;

import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.MetricUnit;
import io.dataplat.jobplan.OnViolation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A measure over the rows of a run, and whether it is within its bounds.
 *
 * @param gate where the rows were
 * @param value none if no row had a value, or if one was infinite or no number
 */
public record MetricResult(
    String gate, MetricRule rule, Optional<BigDecimal> value, boolean passed) {

  private static final int DIGITS = 6;

  /** The name of the metric. */
  public String name() {
    return rule.name();
  }

  /** What happens if it is not within its bounds. */
  public OnViolation action() {
    return rule.onViolation();
  }

  /** The value for people. */
  public String text() {
    return value.map(number -> text(number) + unit()).orElse("unknown");
  }

  /** The bounds, with the name of their operator. */
  public String threshold() {
    return rule.bounds().stream()
        .map(bound -> text(bound) + unit())
        .collect(Collectors.joining(" ", rule.operator() + " ", ""));
  }

  private String unit() {
    return rule.metric() == MetricName.FRESHNESS
        ? "s"
        : rule.unit() == MetricUnit.PERCENT ? "%" : "";
  }

  private static String text(BigDecimal number) {
    var rounded = number.scale() > DIGITS ? number.setScale(DIGITS, RoundingMode.HALF_UP) : number;
    return rounded.stripTrailingZeros().toPlainString();
  }
}
