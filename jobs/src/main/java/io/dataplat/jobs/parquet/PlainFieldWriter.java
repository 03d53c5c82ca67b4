package io.dataplat.jobs.parquet;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Writes a field from the row to the column, with no object between. */
final class PlainFieldWriter implements FieldWriter {

  private final int index;
  private final PlainValue value;
  private final ColumnDescriptor column;
  private final int present;
  private @Nullable ColumnWriter writer;

  PlainFieldWriter(int index, MessageType file, PlainValue value) {
    this.index = index;
    this.value = value;
    this.column = file.getColumnDescription(new String[] {file.getFieldName(index)});
    this.present = column.getMaxDefinitionLevel();
  }

  @Override
  public void open(ColumnWriteStore store) {
    writer = store.getColumnWriter(column);
  }

  @Override
  public void write(InternalRow row) {
    var to = Objects.requireNonNull(writer);
    if (!row.isNullAt(index)) {
      value.write(row, index, to, present);
    } else if (present == 0) {
      throw new IllegalStateException("a row has no value for the required " + column);
    } else {
      to.writeNull(0, 0);
    }
  }

  @Override
  public Stream<FieldMetrics<?>> metrics() {
    return Stream.empty();
  }
}
