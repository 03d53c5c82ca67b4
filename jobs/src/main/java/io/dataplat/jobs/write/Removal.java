package io.dataplat.jobs.write;

import java.math.BigDecimal;

/**
 * What a complete source no longer has: a truncated one must not empty the table.
 *
 * @param most the share of the rows that may go, in percent
 */
public record Removal(long removed, long of, BigDecimal most) {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** Whether more go than may. */
  public boolean isTooMuch() {
    var share = BigDecimal.valueOf(removed).multiply(WHOLE);
    return share.compareTo(most.multiply(BigDecimal.valueOf(of))) > 0;
  }
}
