package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.OnViolation;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A condition on one row and what a violation does; unknown passes.
 *
 * @param tolerated the share of the rows that may violate it; with more, the run fails
 */
public record GateRule(
    String name, OnViolation action, Column check, Optional<BigDecimal> tolerated) {

  /** A rule without a threshold. */
  public GateRule(String name, OnViolation action, Column check) {
    this(name, action, check, Optional.empty());
  }

  /** A rule of the contract itself. */
  public static GateRule implicit(String name, OnInvalid onInvalid, Column check) {
    return new GateRule(name, action(onInvalid), check);
  }

  static OnViolation action(OnInvalid onInvalid) {
    return switch (onInvalid) {
      case QUARANTINE -> OnViolation.QUARANTINE;
      case FAIL -> OnViolation.FAIL;
      case DROP -> OnViolation.DROP;
    };
  }
}
