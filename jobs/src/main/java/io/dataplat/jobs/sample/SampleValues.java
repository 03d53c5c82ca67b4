package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.ColumnTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Rows that keep a contract: its types, keys, allowed values, patterns and times. Each value is a
 * function of seed, dataset, row and column, so that the same call makes the same rows.
 */
record SampleValues(DatasetContract dataset, DataInterval interval, int rows, long seed) {

  private static final double NULL_SHARE = 0.1;
  private static final int ATTEMPTS = 50;
  private static final List<String> WORDS =
      List.of("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven");

  /** The row of an index. */
  Row row(int index) {
    return RowFactory.create(
        dataset.columns().stream().map(column -> value(column, index)).toArray());
  }

  private @Nullable Object value(ContractColumn column, int index) {
    var random = random(column.name(), index);
    var isTime =
        dataset.timeColumn().isPresent() && dataset.timeColumn().get().equals(column.name());
    if (isTime) {
      return time(ColumnTypes.of(column), random);
    }
    if (column.key().isPresent() && isOnlyKey()) {
      return unique(column, index, random);
    }
    return column.nullable() && random.nextDouble() < NULL_SHARE ? null : free(column, random);
  }

  private boolean isOnlyKey() {
    return dataset.columns().stream().filter(column -> column.key().isPresent()).count() == 1;
  }

  private RandomGenerator random(String column, int index) {
    var text = seed + "\n" + dataset.id() + "\n" + column + "\n" + index;
    var hash = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 15);
    return new SplittableRandom(Long.parseLong(hash, 16));
  }

  private Object unique(ContractColumn column, int index, RandomGenerator random) {
    var type = ColumnTypes.of(column);
    if (type.sql().equals("STRING")) {
      return column.pattern().isPresent()
          ? matching(column, random)
          : column.name() + "-" + (index + 1);
    }
    return switch (type.sql()) {
      case "DATE" -> interval.start().atZone(interval.zone()).toLocalDate().plusDays(index);
      case "TIMESTAMP" -> interval.start().plusSeconds(index);
      default -> number(type, index + 1L);
    };
  }

  private Object free(ContractColumn column, RandomGenerator random) {
    var type = ColumnTypes.of(column);
    if (!column.allowedValues().isEmpty()) {
      return parse(type, pick(column.allowedValues(), random));
    }
    if (column.pattern().isPresent()) {
      return matching(column, random);
    }
    var isText = type.sql().equals("STRING");
    return isText && !column.examples().isEmpty()
        ? pick(column.examples(), random)
        : ofType(type, random);
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  private static String matching(ContractColumn column, RandomGenerator random) {
    var pattern = column.pattern().orElseThrow();
    var check = Pattern.compile(pattern);
    for (int i = 0; i < ATTEMPTS; i++) {
      var text = PatternText.of(pattern, random);
      if (check.matcher(text).matches()) {
        return text;
      }
    }
    return column.examples().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.INPUT_REFUSED,
                    "sample-not-possible",
                    "no sample for the pattern of `"
                        + column.name()
                        + "`; give the column an example"));
  }

  private static Object parse(DataType type, String text) {
    return type.sql().equals("STRING") ? text : number(type, new BigDecimal(text).longValue());
  }

  private static Object number(DataType type, long number) {
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(number).setScale(decimal.scale());
    }
    return switch (type.sql()) {
      case "SMALLINT" -> (short) number;
      case "INT" -> (int) number;
      case "FLOAT" -> (float) number;
      case "DOUBLE" -> (double) number;
      case "DATE" -> LocalDate.ofEpochDay(number);
      case "TIMESTAMP" -> Instant.ofEpochSecond(number);
      case "TIMESTAMP_NTZ" -> LocalDateTime.of(1970, 1, 1, 0, 0).plusSeconds(number);
      default -> number;
    };
  }

  private Object ofType(DataType type, RandomGenerator random) {
    if (type instanceof DecimalType decimal) {
      return decimal(decimal, random);
    }
    if (type instanceof ArrayType array) {
      return list(array, random);
    }
    if (type instanceof MapType map) {
      return map(map, random);
    }
    if (type instanceof StructType struct) {
      return RowFactory.create(
          List.of(struct.fields()).stream()
              .map(field -> ofType(field.dataType(), random))
              .toArray());
    }
    return switch (type.sql()) {
      case "STRING" -> pick(WORDS, random) + " " + pick(WORDS, random);
      case "BOOLEAN" -> random.nextBoolean();
      case "BINARY" -> pick(WORDS, random).getBytes(StandardCharsets.UTF_8);
      case "DOUBLE" -> random.nextInt(1, 100_000) / 100.0;
      case "FLOAT" -> random.nextInt(1, 1000) / 4f;
      case "DATE", "TIMESTAMP", "TIMESTAMP_NTZ" -> time(type, random);
      // Numbers up to the number of rows are keys of other samples, so that joins find something.
      default -> number(type, random.nextInt(1, Math.max(rows, 10) + 1));
    };
  }

  private static BigDecimal decimal(DecimalType type, RandomGenerator random) {
    var digits = Math.min(type.precision(), type.scale() + 3);
    var limit = BigInteger.TEN.pow(Math.min(digits, 17)).longValueExact();
    return BigDecimal.valueOf(random.nextLong(1, Math.max(2, limit)), type.scale());
  }

  private List<Object> list(ArrayType type, RandomGenerator random) {
    var items = new ArrayList<Object>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      items.add(ofType(type.elementType(), random));
    }
    return items;
  }

  private Map<Object, Object> map(MapType type, RandomGenerator random) {
    var entries = new LinkedHashMap<Object, Object>();
    entries.put(ofType(type.keyType(), random), ofType(type.valueType(), random));
    return entries;
  }

  private Object time(DataType type, RandomGenerator random) {
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
