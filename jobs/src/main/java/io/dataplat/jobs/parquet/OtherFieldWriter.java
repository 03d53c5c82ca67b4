package io.dataplat.jobs.parquet;

import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.spark.data.SparkParquetWriters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Leaves a field to Iceberg's own writer, as the only one of a row. */
final class OtherFieldWriter implements FieldWriter {

  private final int index;
  private final DataType type;
  private final ParquetValueWriter<InternalRow> writer;
  private final GenericInternalRow only = new GenericInternalRow(1);

  OtherFieldWriter(int index, StructField field, MessageType file) {
    this.index = index;
    this.type = field.dataType();
    this.writer =
        SparkParquetWriters.buildWriter(
            new StructType(new StructField[] {field}),
            new MessageType(file.getName(), file.getType(index)));
  }

  @Override
  public void open(ColumnWriteStore store) {
    writer.setColumnStore(store);
  }

  @Override
  public void write(InternalRow row) {
    only.update(0, row.isNullAt(index) ? null : row.get(index, type));
    writer.write(0, only);
  }

  @Override
  public Stream<FieldMetrics<?>> metrics() {
    return writer.metrics();
  }
}
