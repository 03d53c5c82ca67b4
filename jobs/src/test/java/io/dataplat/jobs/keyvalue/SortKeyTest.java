package io.dataplat.jobs.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of rows as bytes. */
class SortKeyTest {

  static Stream<List<Object>> values() {
    return Stream.of(
        List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE),
        List.of((short) -3, (short) 2),
        List.of(false, true),
        List.of(decimal("-99.99"), decimal("-0.01"), decimal("0.00"), decimal("10.00")),
        List.of(
            new BigDecimal("-99999999999999999999999999999999999999"),
            new BigDecimal("99999999999999999999999999999999999999")),
        List.of(
            Double.NEGATIVE_INFINITY,
            -1e300,
            -1e-300,
            0.0,
            1e-300,
            Double.POSITIVE_INFINITY,
            Double.NaN),
        List.of(-1.5f, 0f, 1.5f),
        List.of("", "\0", "\0a", "a", "a\0", "a\0b", "aa", "b", "ä", "\uFFFD", "𝄞"),
        List.of(new byte[0], new byte[] {0}, new byte[] {0, 1}, new byte[] {1}, new byte[] {-1}),
        List.of(LocalDate.MIN.withYear(1), LocalDate.EPOCH, LocalDate.of(9999, 12, 31)),
        List.of(Instant.parse("0001-01-01T00:00:00Z"), Instant.EPOCH.plusNanos(1000)),
        List.of(
            LocalDateTime.parse("1969-12-31T23:59:59"),
            LocalDateTime.parse("2026-01-01T00:00:00")));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static byte[] key(@Nullable Object first, Object second) {
    var fields =
        new StructField[] {
          DataTypes.createStructField("a", DataTypes.StringType, true),
          DataTypes.createStructField("b", DataTypes.StringType, true)
        };
    var row =
        new GenericRowWithSchema(new Object[] {first, second}, DataTypes.createStructType(fields));
    return SortKey.of("0a0b0c0d", row, List.of("a", "b"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void bytesSortAsValuesDoAndTheFirstColumnThatDiffersDecides(List<Object> ascending) {
    var greatest = ascending.get(ascending.size() - 1);
    byte[] before = key(null, greatest);
    for (var value : ascending) {
      assertThat(Arrays.compareUnsigned(before, key(value, ascending.get(0)))).isNegative();
      before = key(value, greatest);
    }
  }

  @Test
  void bothZerosAreOne() {
    assertThat(key(-0.0, 1)).isEqualTo(key(0.0, 1));
  }
}
