package io.dataplat.jobs.parquet;

import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;

/** Writes one field of each row. */
interface FieldWriter {

  /** The writer of the field at an index of the rows and of the file. */
  static FieldWriter of(int index, StructField field, MessageType file) {
    return PlainValue.of(field.dataType(), file.getType(index))
        .<FieldWriter>map(value -> new PlainFieldWriter(index, file, value))
        .orElseGet(() -> new OtherFieldWriter(index, field, file));
  }

  /** A row group begins. */
  void open(ColumnWriteStore store);

  /** Writes the field of a row. */
  void write(InternalRow row);

  /** What Parquet itself does not keep of the values. */
  Stream<FieldMetrics<?>> metrics();
}
