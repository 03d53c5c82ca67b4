package io.dataplat.jobs.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** A column of whole numbers of four or eight bytes: times, dates and small decimals too. */
final class NumberColumn extends PlainColumn {

  /** Takes the number that a row has at an index. */
  @FunctionalInterface
  interface Reader {
    long read(InternalRow row, int at);
  }

  private final Reader reader;
  private final boolean isLong;
  private final PlainBytes plain = new PlainBytes();
  private final NumberDictionary dictionary;
  private long[] page = new long[1024];
  private int count;

  NumberColumn(int index, ColumnDescriptor column, Reader reader, ParquetProperties settings) {
    super(index, column, settings);
    this.reader = reader;
    this.isLong = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
    this.dictionary = new NumberDictionary(this, settings.getDictionaryPageSizeThreshold());
  }

  /** How values of a type are read, if rows hold them as the file does. */
  static Optional<Reader> reader(DataType type, PrimitiveType field) {
    if (type instanceof DecimalType decimal) {
      return Optional.of((row, at) -> unscaled(row, at, decimal));
    }
    if (field.getPrimitiveTypeName() == PrimitiveTypeName.INT64) {
      return type instanceof LongType || isMicros(type, field)
          ? Optional.of(InternalRow::getLong)
          : Optional.empty();
    }
    if (type instanceof ShortType) {
      return Optional.of(InternalRow::getShort);
    }
    return type instanceof IntegerType || type instanceof DateType
        ? Optional.of(InternalRow::getInt)
        : Optional.empty();
  }

  private static boolean isMicros(DataType type, PrimitiveType field) {
    return (type instanceof TimestampType || type instanceof TimestampNTZType)
        && field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() == TimeUnit.MICROS;
  }

  // A row in Spark's own form holds a decimal of up to 18 digits as the number that the file wants.
  private static long unscaled(InternalRow row, int at, DecimalType type) {
    return row instanceof UnsafeRow
        ? row.getLong(at)
        : row.getDecimal(at, type.precision(), type.scale()).toUnscaledLong();
  }

  long[] page() {
    return page;
  }

  int count() {
    return count;
  }

  int width() {
    return isLong ? Long.BYTES : Integer.BYTES;
  }

  void put(long value, PlainBytes to) {
    if (isLong) {
      to.putLong(value);
    } else {
      to.putInt((int) value);
    }
  }

  @Override
  int add(InternalRow row, int at) {
    if (count == page.length) {
      page = Arrays.copyOf(page, 2 * count);
    }
    page[count++] = reader.read(row, at);
    return count * width();
  }

  @Override
  PlainBytes plain() {
    if (plain.size() == 0) {
      for (int i = 0; i < count; i++) {
        put(page[i], plain);
      }
    }
    return plain;
  }

  @Override
  int plainSize() {
    return count * width();
  }

  @Override
  void bound(Statistics<?> statistics) {
    var least = page[0];
    var greatest = page[0];
    for (int i = 1; i < count; i++) {
      least = Math.min(least, page[i]);
      greatest = Math.max(greatest, page[i]);
    }
    if (isLong) {
      statistics.updateStats(least);
      statistics.updateStats(greatest);
    } else {
      statistics.updateStats((int) least);
      statistics.updateStats((int) greatest);
    }
  }

  @Override
  void clear() {
    count = 0;
    plain.clear();
  }

  @Override
  Optional<NumberDictionary> dictionary() {
    return Optional.of(dictionary);
  }
}
