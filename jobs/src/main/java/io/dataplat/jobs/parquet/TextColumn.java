package io.dataplat.jobs.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.Platform;

/** A column of texts: a page of them is in the plain encoding from the start. */
final class TextColumn extends PlainColumn {

  private final PlainBytes plain = new PlainBytes();
  private final TextDictionary dictionary;
  private int count;

  private TextColumn(int index, ColumnDescriptor column, ParquetProperties settings) {
    super(index, column, settings);
    this.dictionary = new TextDictionary(this, settings.getDictionaryPageSizeThreshold());
  }

  static Optional<PlainColumn> of(
      int index, DataType type, ColumnDescriptor column, ParquetProperties settings) {
    return type instanceof StringType
        ? Optional.of(new TextColumn(index, column, settings))
        : Optional.empty();
  }

  int count() {
    return count;
  }

  @Override
  int add(InternalRow row, int at) {
    var text = row.getUTF8String(at);
    var length = text.numBytes();
    plain.putInt(length);
    var to = plain.grow(length);
    Platform.copyMemory(
        text.getBaseObject(),
        text.getBaseOffset(),
        plain.array(),
        Platform.BYTE_ARRAY_OFFSET + (long) to,
        length);
    count++;
    return plain.size();
  }

  @Override
  PlainBytes plain() {
    return plain;
  }

  @Override
  int plainSize() {
    return plain.size();
  }

  @Override
  void bound(Statistics<?> statistics) {
    var bounds = new TextBounds(plain.array());
    var at = 0;
    for (int i = 0; i < count; i++) {
      var length = plain.intAt(at);
      bounds.add(at + Integer.BYTES, length);
      at += Integer.BYTES + length;
    }
    statistics.updateStats(bounds.least());
    statistics.updateStats(bounds.greatest());
  }

  @Override
  void clear() {
    count = 0;
    plain.clear();
  }

  @Override
  Optional<TextDictionary> dictionary() {
    return Optional.of(dictionary);
  }

  /** The least and the greatest of texts in an array, as unsigned bytes. */
  private static final class TextBounds {

    private final byte[] bytes;
    private int leastAt = -1;
    private int leastLength;
    private long leastBeginning;
    private int greatestAt;
    private int greatestLength;
    private long greatestBeginning;

    TextBounds(byte[] bytes) {
      this.bytes = bytes;
    }

    void add(int at, int length) {
      var beginning = PlainBytes.beginning(bytes, at, length) + Long.MIN_VALUE;
      if (leastAt < 0 || isLess(beginning, at, length, leastBeginning, leastAt, leastLength)) {
        leastAt = at;
        leastLength = length;
        leastBeginning = beginning;
      }
      if (greatestAt == 0
          || isLess(greatestBeginning, greatestAt, greatestLength, beginning, at, length)) {
        greatestAt = at;
        greatestLength = length;
        greatestBeginning = beginning;
      }
    }

    private boolean isLess(
        long beginning, int at, int length, long than, int thanAt, int thanLength) {
      if (beginning != than) {
        return beginning < than;
      }
      if (length <= 8 && thanLength <= 8) {
        return length < thanLength;
      }
      return Arrays.compareUnsigned(bytes, at, at + length, bytes, thanAt, thanAt + thanLength) < 0;
    }

    Binary least() {
      return Binary.fromConstantByteArray(
          Arrays.copyOfRange(bytes, leastAt, leastAt + leastLength));
    }

    Binary greatest() {
      return Binary.fromConstantByteArray(
          Arrays.copyOfRange(bytes, greatestAt, greatestAt + greatestLength));
    }
  }
}
