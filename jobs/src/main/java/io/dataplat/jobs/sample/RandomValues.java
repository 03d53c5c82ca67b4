package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DataInterval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Values of a type, about which the contract says nothing more.
 *
 * @param interval what times lie in
 * @param rows the greatest number; up to it numbers are keys of other samples, so that joins find
 *     something
 */
record RandomValues(DataInterval interval, int rows, RandomGenerator random) {

  private static final List<String> WORDS =
      List.of("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven");
  private static final int FEWEST_NUMBERS = 10;
  private static final int LARGE_DIGITS = 17;

  Object of(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal(decimal);
    }
    if (type instanceof ArrayType array) {
      return list(array);
    }
    if (type instanceof MapType map) {
      return Map.of(of(map.keyType()), of(map.valueType()));
    }
    if (type instanceof StructType struct) {
      return RowFactory.create(
          List.of(struct.fields()).stream().map(field -> of(field.dataType())).toArray());
    }
    return switch (type.sql()) {
      case "STRING" -> words();
      case "BOOLEAN" -> random.nextBoolean();
      case "BINARY" -> pick(WORDS, random).getBytes(StandardCharsets.UTF_8);
      case "DOUBLE" -> random.nextInt(1, 100_000) / 100.0;
      case "FLOAT" -> random.nextInt(1, 1000) / 4f;
      case "DATE", "TIMESTAMP", "TIMESTAMP_NTZ" -> time(type, interval, random);
      default ->
          number(type, BigDecimal.valueOf(random.nextInt(1, Math.max(rows, FEWEST_NUMBERS) + 1)));
    };
  }

  private String words() {
    return pick(WORDS, random) + " " + pick(WORDS, random);
  }

  static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  /** Numbers between examples; around a single one, up to its double. Other types are as ever. */
  Object near(DataType type, List<String> examples) {
    if (!(type instanceof NumericType)) {
      return of(type);
    }
    var numbers = examples.stream().map(BigDecimal::new).sorted().toList();
    var last = numbers.get(numbers.size() - 1);
    var low = numbers.size() == 1 ? BigDecimal.ZERO : numbers.get(0);
    var high = numbers.size() == 1 ? last.add(last) : last;
    // The low end is left out: a quantity that has an example is seldom zero.
    var share = BigDecimal.valueOf(1 - random.nextDouble());
    return number(type, low.add(high.subtract(low).multiply(share)));
  }

  /** A number as a value of a type. */
  static Object number(DataType type, BigDecimal number) {
    if (type instanceof DecimalType decimal) {
      return number.setScale(decimal.scale(), RoundingMode.UP);
    }
    var whole = number.setScale(0, RoundingMode.UP).longValue();
    return switch (type.sql()) {
      case "SMALLINT" -> (short) (whole % Short.MAX_VALUE);
      case "INT" -> (int) (whole % Integer.MAX_VALUE);
      case "FLOAT" -> number.floatValue();
      case "DOUBLE" -> number.doubleValue();
      case "DATE" -> LocalDate.ofEpochDay(whole);
      case "TIMESTAMP" -> Instant.ofEpochSecond(whole);
      case "TIMESTAMP_NTZ" -> LocalDateTime.of(1970, 1, 1, 0, 0).plusSeconds(whole);
      default -> whole;
    };
  }

  private BigDecimal decimal(DecimalType type) {
    var digits = Math.min(type.precision(), type.scale() + 3);
    var limit = BigInteger.TEN.pow(Math.min(digits, LARGE_DIGITS)).longValueExact();
    return BigDecimal.valueOf(random.nextLong(1, Math.max(2, limit)), type.scale());
  }

  private List<Object> list(ArrayType type) {
    var items = new ArrayList<Object>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      items.add(of(type.elementType()));
    }
    return items;
  }

  /** A time inside an interval. */
  static Object time(DataType type, DataInterval interval, RandomGenerator random) {
    var seconds = Duration.between(interval.start(), interval.end()).toSeconds();
    var instant = interval.start().plusSeconds(random.nextLong(0, Math.max(1, seconds)));
    var local = instant.atZone(interval.zone());
    return switch (type.sql()) {
      case "DATE" -> local.toLocalDate();
      case "TIMESTAMP_NTZ" -> local.toLocalDateTime();
      default -> instant;
    };
  }
}
