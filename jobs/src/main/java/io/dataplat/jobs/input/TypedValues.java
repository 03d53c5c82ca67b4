package io.dataplat.jobs.input;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/** Values of files that have types, as Spark holds them; what no column can hold is corrupt. */
final class TypedValues {

  private static final int NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private TypedValues() {}

  /** What holds an integer of a declared type, which is wide enough for it. */
  static LongFunction<Object> integer(DataType declared) {
    if (declared.equals(DataTypes.ShortType)) {
      return number -> (short) number;
    }
    if (declared.equals(DataTypes.ByteType)) {
      return number -> (byte) number;
    }
    return declared.equals(DataTypes.IntegerType) || declared.equals(DataTypes.DateType)
        ? number -> (int) number
        : number -> number;
  }

  /** Text, of bytes that nobody changes. */
  static UTF8String text(byte[] bytes) {
    var text = UTF8String.fromBytes(bytes);
    if (!text.isValid()) {
      throw new CorruptValueException();
    }
    return text;
  }

  /** A decimal, whose digits must fit. */
  static Decimal decimal(BigDecimal number, DecimalType declared) {
    var decimal = Decimal.apply(number);
    if (number.precision() > DecimalType.MAX_PRECISION()
        || !decimal.changePrecision(declared.precision(), declared.scale())
        || decimal.toJavaBigDecimal().compareTo(number) != 0) {
      throw new CorruptValueException();
    }
    return decimal;
  }

  /** Microseconds; finer times are corrupt, as nothing is rounded. */
  static long micros(long seconds, int nanos) {
    if (nanos % NANOS_PER_MICRO != 0) {
      throw new CorruptValueException();
    }
    try {
      return Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), nanos / NANOS_PER_MICRO);
    } catch (ArithmeticException e) {
      throw new CorruptValueException();
    }
  }

  /** The instant in microseconds of a wall clock that is given as if it were one of UTC. */
  static LongUnaryOperator instantIn(ZoneId zone) {
    if (zone.normalized().equals(ZoneOffset.UTC)) {
      return micros -> micros;
    }
    return micros -> {
      var local = DateTimeUtils.microsToLocalDateTime(micros);
      return DateTimeUtils.instantToMicros(local.atZone(zone).toInstant());
    };
  }
}
