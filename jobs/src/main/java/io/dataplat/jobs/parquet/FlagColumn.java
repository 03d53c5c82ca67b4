package io.dataplat.jobs.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of true and false, each a bit. */
final class FlagColumn extends PlainColumn {

  private final PlainBytes plain = new PlainBytes();
  private boolean[] page = new boolean[1024];
  private int count;
  private int trues;

  FlagColumn(int index, ColumnDescriptor column, ParquetProperties settings) {
    super(index, column, settings);
  }

  @Override
  int add(InternalRow row, int at) {
    if (count == page.length) {
      page = Arrays.copyOf(page, 2 * count);
    }
    var value = row.getBoolean(at);
    page[count++] = value;
    trues += value ? 1 : 0;
    return plainSize();
  }

  @Override
  PlainBytes plain() {
    if (plain.size() == 0) {
      for (int from = 0; from < count; from += 8) {
        plain.putByte(bits(from));
      }
    }
    return plain;
  }

  private int bits(int from) {
    var bits = 0;
    for (int i = from; i < Math.min(from + 8, count); i++) {
      bits |= page[i] ? 1 << (i - from) : 0;
    }
    return bits;
  }

  @Override
  int plainSize() {
    return (count + 7) / 8;
  }

  @Override
  void bound(Statistics<?> statistics) {
    statistics.updateStats(trues == count);
    statistics.updateStats(trues > 0);
  }

  @Override
  void clear() {
    count = 0;
    trues = 0;
    plain.clear();
  }

  @Override
  Optional<ValueDictionary> dictionary() {
    return Optional.empty();
  }
}
