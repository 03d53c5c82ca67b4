package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.ByteConverter;

/** Numbers as the driver of PostgreSQL itself writes them. */
class CopyDecimalTest {

  private static final int NUMBERS = 5_000;
  private static final long SEED = 7;

  @ParameterizedTest
  @CsvSource({"12,2", "18,0", "18,18", "9,4", "1,0", "19,3", "38,0", "38,38", "38,10"})
  void aNumberIsTheSameOrNone(int precision, int scale) {
    var random = new Random(SEED);
    var bound = BigInteger.TEN.pow(precision);
    var fitted = 0;
    for (int i = 0; i < NUMBERS; i++) {
      var digits = new BigInteger(1 + random.nextInt(140), random);
      var number =
          new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(45));
      var isFitting =
          number.stripTrailingZeros().scale() <= scale
              && number.movePointRight(scale).abs().compareTo(new BigDecimal(bound)) < 0;
      fitted += isFitting ? 1 : 0;
      check(number, precision, scale, isFitting);
    }
    // Each power of ten, and what is just below it.
    for (int exponent = -scale; exponent <= precision - scale; exponent++) {
      var power = BigDecimal.ONE.scaleByPowerOfTen(exponent);
      check(power, precision, scale, exponent < precision - scale);
      check(power.subtract(BigDecimal.ONE.movePointLeft(scale)), precision, scale, true);
    }
    assertThat(fitted).isBetween(1, NUMBERS - 1);
  }

  private static void check(BigDecimal number, int precision, int scale, boolean isFitting) {
    var row = new UnsafeRowWriter(1);
    row.reset();
    row.zeroOutNullBytes();
    var isWritten =
        new CopyDecimal(precision, scale).write(ByteConverter.numeric(number), 0, row, 0);
    assertThat(isWritten).as("%s", number).isEqualTo(isFitting);
    if (isFitting) {
      assertThat(row.getRow().getDecimal(0, precision, scale).toJavaBigDecimal())
          .as("%s", number)
          .isEqualByComparingTo(number);
    }
  }

  @Test
  void aWholeNumberIsADecimalUnlessItIsTooGreat() {
    var row = new UnsafeRowWriter(1);
    row.reset();
    row.zeroOutNullBytes();
    assertThat(new CopyDecimal(7, 2).write(99_999, row, 0)).isTrue();
    assertThat(row.getRow().getDecimal(0, 7, 2).toJavaBigDecimal())
        .isEqualTo(new BigDecimal("99999.00"));
    assertThat(new CopyDecimal(7, 2).write(100_000, row, 0)).isFalse();
    assertThat(new CopyDecimal(38, 19).write(Long.MIN_VALUE, row, 0)).isTrue();
  }
}
