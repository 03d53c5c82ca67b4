package io.dataplat.jobs.measure;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The number that came out of a measure; none if no row had a value, or if one was not finite, with
 * which nothing can be computed.
 */
public record Figure(Optional<BigDecimal> value, boolean isFinite) {

  /** A number. */
  public static Figure of(BigDecimal value) {
    return new Figure(Optional.of(value), true);
  }

  /** A count. */
  public static Figure of(long count) {
    return of(BigDecimal.valueOf(count));
  }
}
