package io.dataplat.jobs.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * An aggregate that grows row by row and part by part. It is exact, so that the order of the rows
 * does not matter; a sum of Spark's doubles depends on it.
 */
public final class Total implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Aggregate aggregate;
  private long values;
  private boolean isFinite = true;
  private BigDecimal amount = BigDecimal.ZERO;
  private BigDecimal squares = BigDecimal.ZERO;

  /** The aggregate over no row. */
  public Total(Aggregate aggregate) {
    this.aggregate = aggregate;
  }

  /** A row fulfils the condition. */
  void count() {
    values++;
  }

  /** A row has infinity, or what is no number. */
  void addNotFinite() {
    isFinite = false;
  }

  /** A row has this value. */
  void add(BigDecimal value) {
    if (aggregate == Aggregate.DEVIATION) {
      squares = squares.add(value.multiply(value));
    }
    amount = values == 0 ? value : combined(value);
    values++;
  }

  /** The same over the rows of both. */
  public Total plus(Total other) {
    var both = new Total(aggregate);
    both.values = values + other.values;
    both.isFinite = isFinite && other.isFinite;
    both.squares = squares.add(other.squares);
    both.amount = values == 0 ? other.amount : other.values == 0 ? amount : combined(other.amount);
    return both;
  }

  private BigDecimal combined(BigDecimal value) {
    return switch (aggregate) {
      case LEAST -> amount.min(value);
      case GREATEST -> amount.max(value);
      case COUNT, SUM, AVERAGE, DEVIATION -> amount.add(value);
    };
  }

  /** What has come out. */
  public Figure figure() {
    if (aggregate == Aggregate.COUNT) {
      return Figure.of(values);
    }
    var least = aggregate == Aggregate.DEVIATION ? 2 : 1;
    return new Figure(
        isFinite && values >= least ? Optional.of(value()) : Optional.empty(), isFinite);
  }

  private BigDecimal value() {
    var number = BigDecimal.valueOf(values);
    return switch (aggregate) {
      case AVERAGE -> amount.divide(number, MathContext.DECIMAL128);
      case DEVIATION -> deviation(number);
      case COUNT, SUM, LEAST, GREATEST -> amount;
    };
  }

  private BigDecimal deviation(BigDecimal number) {
    var spread = number.multiply(squares).subtract(amount.multiply(amount));
    return spread
        .divide(number.multiply(number.subtract(BigDecimal.ONE)), MathContext.DECIMAL128)
        .sqrt(MathContext.DECIMAL128);
  }
}
