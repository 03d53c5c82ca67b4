package io.dataplat.jobs.input;

import io.dataplat.jobs.input.ByteNumbers.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes the fields of records into rows of Spark: from their bytes where the form is common, else
 * from their text.
 */
final class FieldForms {

  /** Writes a field in UTF-8 into a column; if it has another form, false and anything. */
  @FunctionalInterface
  interface ByteForm {
    boolean write(byte[] bytes, int from, int to, UnsafeRowWriter row, int column);
  }

  /** Writes the text of a field into a column; false if it has another form. */
  @FunctionalInterface
  interface Form {
    boolean write(String text, UnsafeRowWriter row, int column);
  }

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final TextFormat format;
  private final TextForms texts;
  private final ByteNumbers numbers = new ByteNumbers();
  private final ByteTimes times;

  FieldForms(TextFormat format, ZoneId zone) {
    this.format = format;
    this.texts = new TextForms(format, zone);
    this.times = new ByteTimes(zone);
  }

  /** The form of a type in text. */
  Form ofText(DataType type) {
    var form = texts.of(type);
    var converter = CatalystTypeConverters.createToCatalystConverter(type);
    return (text, row, column) -> {
      var value = form.parse(text);
      if (value == null) {
        return false;
      }
      write(converter.apply(value), type, row, column);
      return true;
    };
  }

  private static void write(Object value, DataType type, UnsafeRowWriter row, int column) {
    if (value instanceof UTF8String text) {
      row.write(column, text);
    } else if (value instanceof Decimal number) {
      var decimal = (DecimalType) type;
      row.write(column, number, decimal.precision(), decimal.scale());
    } else if (value instanceof Boolean bool) {
      row.write(column, bool.booleanValue());
    } else if (value instanceof Short number) {
      row.write(column, number.shortValue());
    } else if (value instanceof Integer number) {
      row.write(column, number.intValue());
    } else if (value instanceof Long number) {
      row.write(column, number.longValue());
    } else if (value instanceof Float number) {
      row.write(column, number.floatValue());
    } else {
      row.write(column, ((Double) value).doubleValue());
    }
  }

  /** The form of a type in bytes. */
  ByteForm ofBytes(DataType type) {
    var text = ofText(type);
    ByteForm rare =
        (bytes, from, to, row, column) ->
            text.write(new String(bytes, from, to - from, StandardCharsets.UTF_8), row, column);
    if (type instanceof DecimalType decimal) {
      return decimal(decimal.precision(), decimal.scale(), rare);
    }
    return switch (type.typeName()) {
      case "string" -> FieldForms::string;
      case "boolean" -> FieldForms::bool;
      case "smallint", "short" -> this::small;
      case "int", "integer" -> this::integer;
      case "bigint", "long" -> this::big;
      case "date" -> format.datePattern().isEmpty() ? this::date : rare;
      case "timestamp" -> format.timestampPattern().isEmpty() ? this::timestamp : rare;
      case "timestamp_ntz" -> format.timestampPattern().isEmpty() ? this::localTimestamp : rare;
      default -> rare;
    };
  }

  private static boolean string(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    row.write(column, bytes, from, to - from);
    return true;
  }

  private static boolean bool(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var isTrue = Arrays.equals(bytes, from, to, TRUE, 0, TRUE.length);
    row.write(column, isTrue);
    return isTrue || Arrays.equals(bytes, from, to, FALSE, 0, FALSE.length);
  }

  private boolean small(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var verdict = numbers.integer(bytes, from, to, Short.MIN_VALUE, Short.MAX_VALUE);
    row.write(column, (short) numbers.value());
    return verdict == Verdict.RIGHT;
  }

  private boolean integer(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var verdict = numbers.integer(bytes, from, to, Integer.MIN_VALUE, Integer.MAX_VALUE);
    row.write(column, (int) numbers.value());
    return verdict == Verdict.RIGHT;
  }

  private boolean big(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var verdict = numbers.integer(bytes, from, to, Long.MIN_VALUE, Long.MAX_VALUE);
    row.write(column, numbers.value());
    return verdict == Verdict.RIGHT;
  }

  private ByteForm decimal(int precision, int scale, ByteForm rare) {
    return (bytes, from, to, row, column) -> {
      var verdict = numbers.decimal(bytes, from, to, precision, scale);
      if (verdict == Verdict.LEFT) {
        return rare.write(bytes, from, to, row, column);
      }
      // Spark keeps a number of up to eighteen digits as a long.
      row.write(column, numbers.value());
      return verdict == Verdict.RIGHT;
    };
  }

  private boolean date(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var isRight = times.date(bytes, from, to);
    row.write(column, times.day());
    return isRight;
  }

  private boolean timestamp(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var isRight = times.timestamp(bytes, from, to);
    row.write(column, times.time());
    return isRight;
  }

  private boolean localTimestamp(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var isRight = times.localTimestamp(bytes, from, to);
    row.write(column, times.time());
    return isRight;
  }
}
