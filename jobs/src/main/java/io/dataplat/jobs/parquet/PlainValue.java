package io.dataplat.jobs.parquet;

import java.util.Optional;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.Platform;

/** Takes a value that is there from a row to a column, without an object for it. */
@FunctionalInterface
interface PlainValue {

  /** Writes the value at an index; the level says that it is there. */
  void write(InternalRow row, int index, ColumnWriter to, int level);

  /** How values of a type are written, if rows hold them as they are in the file. */
  static Optional<PlainValue> of(DataType type, Type field) {
    if (!(field instanceof PrimitiveType primitive)) {
      return Optional.empty();
    }
    return switch (primitive.getPrimitiveTypeName()) {
      case BOOLEAN -> ofBoolean(type);
      case INT32 -> ofInt(type);
      case INT64 -> ofLong(type, primitive);
      case BINARY -> ofBinary(type);
      default -> Optional.empty();
    };
  }

  private static Optional<PlainValue> ofBoolean(DataType type) {
    return type instanceof BooleanType
        ? Optional.of((row, index, to, level) -> to.write(row.getBoolean(index), 0, level))
        : Optional.empty();
  }

  private static Optional<PlainValue> ofInt(DataType type) {
    if (type instanceof ShortType) {
      return Optional.of((row, index, to, level) -> to.write(row.getShort(index), 0, level));
    }
    if (type instanceof DecimalType decimal) {
      return Optional.of(
          (row, index, to, level) -> to.write((int) unscaled(row, index, decimal), 0, level));
    }
    return type instanceof IntegerType || type instanceof DateType
        ? Optional.of((row, index, to, level) -> to.write(row.getInt(index), 0, level))
        : Optional.empty();
  }

  private static Optional<PlainValue> ofLong(DataType type, PrimitiveType field) {
    if (type instanceof DecimalType decimal) {
      return Optional.of(
          (row, index, to, level) -> to.write(unscaled(row, index, decimal), 0, level));
    }
    return type instanceof LongType || isMicros(type, field)
        ? Optional.of((row, index, to, level) -> to.write(row.getLong(index), 0, level))
        : Optional.empty();
  }

  private static boolean isMicros(DataType type, PrimitiveType field) {
    return (type instanceof TimestampType || type instanceof TimestampNTZType)
        && field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() == TimeUnit.MICROS;
  }

  private static Optional<PlainValue> ofBinary(DataType type) {
    return type instanceof StringType
        ? Optional.of((row, index, to, level) -> to.write(text(row, index), 0, level))
        : Optional.empty();
  }

  // A row in Spark's own form holds a decimal of up to 18 digits as the number that the file wants.
  private static long unscaled(InternalRow row, int index, DecimalType type) {
    return row instanceof UnsafeRow
        ? row.getLong(index)
        : row.getDecimal(index, type.precision(), type.scale()).toUnscaledLong();
  }

  // The bytes are those of the row, which Parquet copies if it keeps them.
  private static Binary text(InternalRow row, int index) {
    var text = row.getUTF8String(index);
    return text.getBaseObject() instanceof byte[] bytes
        ? Binary.fromReusedByteArray(
            bytes, (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET), text.numBytes())
        : Binary.fromReusedByteArray(text.getBytes());
  }
}
