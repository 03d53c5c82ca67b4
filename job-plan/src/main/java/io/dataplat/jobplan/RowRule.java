package io.dataplat.jobplan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A condition on one row. The job adds the implicit rules of the contract itself.
 *
 * @param tolerate the share of the rows that may violate it; with more, the run fails
 */
public record RowRule(
    String name,
    String check,
    List<String> columns,
    OnViolation onViolation,
    UnknownResult unknown,
    Optional<BigDecimal> tolerate,
    boolean implicit) {
  /** Copies what the caller may still change. */
  public RowRule {
    columns = List.copyOf(columns);
  }
}
