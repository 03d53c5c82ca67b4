package io.dataplat.jobs.input;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * One row for all records of a file: the columns of its contract, then {@link SourceColumns}. It is
 * the same object with other values each time.
 */
final class SourceValues {

  private static final int CORRUPT = 0;
  private static final int FILE = 1;
  private static final int OFFSET = 2;
  private static final int RAW = 3;

  private final int width;
  private final @Nullable Object[] values;
  private final InternalRow row;

  SourceValues(SourceFile file, int width) {
    this.width = width;
    this.values = new @Nullable Object[width + RAW + 1];
    this.row = new GenericInternalRow(values);
    values[width + FILE] = UTF8String.fromString(file.path());
  }

  /** The values of the columns, all null; whoever has a record fills them. */
  @Nullable Object[] empty() {
    Arrays.fill(values, 0, width, null);
    return values;
  }

  /** The row of a good record. */
  InternalRow good(long offset) {
    return row(null, offset, null);
  }

  /** The row of a corrupt record, whose columns are all null. */
  InternalRow corrupt(String reason, long offset, @Nullable String raw) {
    return row(
        UTF8String.fromString(reason), offset, raw == null ? null : UTF8String.fromString(raw));
  }

  private InternalRow row(@Nullable UTF8String reason, long offset, @Nullable UTF8String raw) {
    values[width + CORRUPT] = reason;
    values[width + OFFSET] = offset;
    values[width + RAW] = raw;
    return row;
  }
}
