package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnViolation;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How often a rule was hit at a gate.
 *
 * @param tolerated the share of the rows that may violate it
 */
public record RuleCount(
    String name,
    OnViolation action,
    long violations,
    long unknown,
    Optional<BigDecimal> tolerated) {

  /** The share that is tolerated, for people. */
  public Optional<String> threshold() {
    return tolerated.map(
        share -> "tolerate " + share.movePointRight(2).stripTrailingZeros().toPlainString() + "%");
  }

  /** Whether so few of the rows violate it that the run need not fail (semantics 4.7). */
  public boolean isTolerable(long candidates) {
    return tolerated
        .map(share -> share.multiply(BigDecimal.valueOf(candidates)))
        .map(most -> BigDecimal.valueOf(violations).compareTo(most) <= 0)
        .orElse(true);
  }
}
