package io.dataplat.jobs.parquet;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.apache.iceberg.spark.data.SparkParquetWriters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Leaves what is no {@link PlainColumn} to Iceberg's own writer, as if these fields were a row. */
final class OtherFields implements FieldWriter {

  private final int[] indexes;
  private final StructField[] fields;
  private final MessageType columns;
  private final ParquetProperties settings;
  private final ParquetValueWriter<InternalRow> writer;
  private final GenericInternalRow part;
  private @Nullable ColumnWriteStore store;

  OtherFields(
      List<Integer> indexes, StructType rows, MessageType file, ParquetProperties settings) {
    this.indexes = indexes.stream().mapToInt(Integer::intValue).toArray();
    this.fields = indexes.stream().map(rows::apply).toArray(StructField[]::new);
    this.columns =
        new MessageType(file.getName(), indexes.stream().map(file::getType).toArray(Type[]::new));
    this.settings = settings;
    this.writer = SparkParquetWriters.buildWriter(new StructType(fields), columns);
    this.part = new GenericInternalRow(fields.length);
  }

  @Override
  public void open(ColumnChunkPageWriteStore pages) {
    if (store != null) {
      store.close();
    }
    store = settings.newColumnWriteStore(columns, pages, pages);
    writer.setColumnStore(store);
  }

  @Override
  public void write(InternalRow row) {
    for (int i = 0; i < fields.length; i++) {
      var value = row.isNullAt(indexes[i]) ? null : row.get(indexes[i], fields[i].dataType());
      part.update(i, value);
    }
    writer.write(0, part);
    Objects.requireNonNull(store).endRecord();
  }

  @Override
  public void flush() {
    Objects.requireNonNull(store).flush();
  }

  @Override
  public long buffered() {
    return Objects.requireNonNull(store).getBufferedSize();
  }

  @Override
  public Stream<FieldMetrics<?>> metrics() {
    return writer.metrics();
  }
}
