package io.dataplat.jobs.parquet;

import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes some fields of each row to their columns of a file. */
interface FieldWriter {

  /** A row group begins, whose pages go there. */
  void open(ColumnChunkPageWriteStore pages);

  /** Writes the fields of a row. */
  void write(InternalRow row);

  /** The row group ends. */
  void flush();

  /** The bytes of the row group that are held, compressed or not. */
  long buffered();

  /** What Parquet itself does not keep of the values. */
  Stream<FieldMetrics<?>> metrics();
}
