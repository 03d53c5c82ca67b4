package io.dataplat.jobs.input;

import io.dataplat.jobs.session.AsciiText;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.jspecify.annotations.Nullable;

/**
 * The values of a database as values of contract types: each type widens only, and what PostgreSQL
 * has beyond the type of the contract is no value of it.
 */
final class CopyForms {

  // PostgreSQL counts from the first day of 2000.
  private static final int DAYS = (int) LocalDate.of(2000, 1, 1).toEpochDay();
  private static final long MICROS_OF_A_DAY = 86_400_000_000L;
  private static final long MICROS = DAYS * MICROS_OF_A_DAY;
  private static final int FIRST_DAY = (int) LocalDate.of(1, 1, 1).toEpochDay();
  private static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();
  private static final Set<String> SHORTS = Set.of("int2");
  private static final Set<String> INTS = Set.of("int2", "int4");
  private static final Set<String> LONGS = Set.of("int2", "int4", "int8");

  private CopyForms() {}

  /** The form of a type of the database in a type of the contract; nothing if it does not fit. */
  static Optional<CopyForm> of(String source, DataType target) {
    return Optional.ofNullable(
        target instanceof DecimalType decimal
            ? decimal(source, decimal)
            : switch (target.typeName()) {
              case "string" -> source.equals("text") ? CopyForms::text : null;
              case "binary" -> source.equals("bytea") ? CopyForms::bytes : null;
              case "boolean" -> source.equals("bool") ? CopyForms::bool : null;
              case "smallint", "short" -> SHORTS.contains(source) ? CopyForms::small : null;
              case "int", "integer" -> INTS.contains(source) ? CopyForms::integer : null;
              case "bigint", "long" -> LONGS.contains(source) ? CopyForms::big : null;
              case "float" -> source.equals("float4") ? CopyForms::single : null;
              case "double" -> floating(source);
              case "date" -> source.equals("date") ? CopyForms::date : null;
              case "timestamp" -> source.equals("timestamptz") ? CopyForms::time : null;
              case "timestamp_ntz" -> source.equals("timestamp") ? CopyForms::time : null;
              default -> null;
            });
  }

  private static @Nullable CopyForm decimal(String source, DecimalType type) {
    var decimal = new CopyDecimal(type.precision(), type.scale());
    if (LONGS.contains(source)) {
      return (bytes, at, length, row, column) ->
          decimal.write(whole(bytes, at, length), row, column);
    }
    return source.equals("numeric")
        ? (bytes, at, length, row, column) -> decimal.write(bytes, at, row, column)
        : null;
  }

  private static @Nullable CopyForm floating(String source) {
    if (source.equals("float4")) {
      return (bytes, at, length, row, column) -> {
        row.write(column, (double) Float.intBitsToFloat((int) whole(bytes, at, length)));
        return true;
      };
    }
    return source.equals("float8") ? CopyForms::dual : null;
  }

  /** A whole number of two, four or eight bytes. */
  static long whole(byte[] bytes, int at, int length) {
    var buffer = ByteBuffer.wrap(bytes, at, length);
    return switch (length) {
      case Short.BYTES -> buffer.getShort();
      case Integer.BYTES -> buffer.getInt();
      default -> buffer.getLong();
    };
  }

  private static boolean text(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, bytes, at, length);
    // A database without an encoding of its own sends any bytes.
    return AsciiText.isUtf8(bytes, at, length);
  }

  private static boolean bytes(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, bytes, at, length);
    return true;
  }

  private static boolean bool(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, bytes[at] != 0);
    return true;
  }

  private static boolean small(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, (short) whole(bytes, at, length));
    return true;
  }

  private static boolean integer(
      byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, (int) whole(bytes, at, length));
    return true;
  }

  private static boolean big(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, whole(bytes, at, length));
    return true;
  }

  private static boolean single(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, Float.intBitsToFloat((int) whole(bytes, at, length)));
    return true;
  }

  private static boolean dual(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    row.write(column, Double.longBitsToDouble(whole(bytes, at, length)));
    return true;
  }

  // Infinity is the greatest number, and no day of any calendar.
  private static boolean date(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    var day = whole(bytes, at, length) + DAYS;
    row.write(column, (int) day);
    return day >= FIRST_DAY && day <= LAST_DAY;
  }

  private static boolean time(byte[] bytes, int at, int length, UnsafeRowWriter row, int column) {
    var time = whole(bytes, at, length);
    row.write(column, time + MICROS);
    var day = Math.floorDiv(time, MICROS_OF_A_DAY) + DAYS;
    return day >= FIRST_DAY && day <= LAST_DAY;
  }
}
