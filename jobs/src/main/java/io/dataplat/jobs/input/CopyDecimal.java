package io.dataplat.jobs.input;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.Decimal;

/** Numbers of PostgreSQL, digits to the base of ten thousand, as decimals of a contract. */
final class CopyDecimal {

  private static final int BASE_DIGITS = 4;
  private static final int HEADER = 8;
  private static final int MOST_OF_LONG = 18;
  private static final int NEGATIVE = 0x4000;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);
  private static final long[] POWERS = powers();

  private final int precision;
  private final int scale;

  CopyDecimal(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
  }

  private static long[] powers() {
    var powers = new long[MOST_OF_LONG + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** Writes a whole number; false if it is too great. */
  boolean write(long number, UnsafeRowWriter row, int column) {
    return write(BigDecimal.valueOf(number), row, column);
  }

  /** Writes a number as it was sent; false if it is too great, too exact, or none. */
  boolean write(byte[] bytes, int at, UnsafeRowWriter row, int column) {
    int digits = unsigned(bytes, at);
    int weight = (short) unsigned(bytes, at + 2);
    int sign = unsigned(bytes, at + 4);
    if ((sign != 0 && sign != NEGATIVE)
        || (digits > 0 && BASE_DIGITS * weight >= precision - scale)) {
      row.setNullAt(column);
      return false;
    }
    var isNegative = sign == NEGATIVE;
    var isShort = precision <= MOST_OF_LONG && BASE_DIGITS * (weight + 1) + scale <= MOST_OF_LONG;
    return isShort
        ? writeLong(bytes, at + HEADER, digits, weight, isNegative, row, column)
        : write(number(bytes, at + HEADER, digits, weight, isNegative), row, column);
  }

  private boolean writeLong(
      byte[] bytes,
      int at,
      int digits,
      int weight,
      boolean isNegative,
      UnsafeRowWriter row,
      int column) {
    long unscaled = 0;
    var isExact = true;
    for (int i = 0; i < digits; i++) {
      int digit = unsigned(bytes, at + 2 * i);
      int exponent = BASE_DIGITS * (weight - i) + scale;
      if (exponent >= 0) {
        unscaled += digit * POWERS[exponent];
      } else if (exponent > -BASE_DIGITS) {
        isExact &= digit % POWERS[-exponent] == 0;
        unscaled += digit / POWERS[-exponent];
      } else {
        isExact &= digit == 0;
      }
    }
    // Spark keeps a number of up to eighteen digits as a long.
    row.write(column, isNegative ? -unscaled : unscaled);
    return isExact && unscaled < POWERS[precision];
  }

  private static BigDecimal number(
      byte[] bytes, int at, int digits, int weight, boolean isNegative) {
    var unscaled = BigInteger.ZERO;
    for (int i = 0; i < digits; i++) {
      unscaled = unscaled.multiply(BASE).add(BigInteger.valueOf(unsigned(bytes, at + 2 * i)));
    }
    var exponent = BASE_DIGITS * (weight - digits + 1);
    return new BigDecimal(isNegative ? unscaled.negate() : unscaled, -exponent);
  }

  private boolean write(BigDecimal number, UnsafeRowWriter row, int column) {
    var rounded = number.setScale(scale, RoundingMode.DOWN);
    if (rounded.compareTo(number) != 0 || rounded.precision() > precision) {
      row.setNullAt(column);
      return false;
    }
    if (precision <= MOST_OF_LONG) {
      row.write(column, rounded.unscaledValue().longValueExact());
    } else {
      row.write(column, Decimal.apply(rounded, precision, scale), precision, scale);
    }
    return true;
  }

  private static int unsigned(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
