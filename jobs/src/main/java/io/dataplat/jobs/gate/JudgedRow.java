package io.dataplat.jobs.gate;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** How a gate reads rows of a kind. */
interface JudgedRow<R> {

  /** Whether the row goes on without a word. */
  boolean passes(R row);

  /** What is known of a row that may not; valid until the next is asked for. */
  R evidence(R row);

  boolean isTrue(R row, int index);

  @Nullable String text(R row, int index);

  /** The status of each rule; null if all have passed. */
  byte @Nullable [] status(R row, int index);

  /** The row that goes on: it has the payload first. */
  R payload(R row, int width);

  /** Rows as Spark holds them. */
  record Internal(Predicate<InternalRow> condition, Function<InternalRow, InternalRow> projection)
      implements JudgedRow<InternalRow> {
    @Override
    public boolean passes(InternalRow row) {
      return condition.test(row);
    }

    @Override
    public InternalRow evidence(InternalRow row) {
      return projection.apply(row);
    }

    @Override
    public boolean isTrue(InternalRow row, int index) {
      return row.getBoolean(index);
    }

    @Override
    public @Nullable String text(InternalRow row, int index) {
      return row.isNullAt(index) ? null : row.getUTF8String(index).toString();
    }

    @Override
    public byte @Nullable [] status(InternalRow row, int index) {
      return row.isNullAt(index) ? null : row.getArray(index).toByteArray();
    }

    @Override
    public InternalRow payload(InternalRow row, int width) {
      return row;
    }
  }

  /** Rows of Java objects: a stream knows no others. */
  record External() implements JudgedRow<Row> {
    @Override
    public boolean passes(Row row) {
      return false;
    }

    @Override
    public Row evidence(Row row) {
      return row;
    }

    @Override
    public boolean isTrue(Row row, int index) {
      return row.getBoolean(index);
    }

    @Override
    public @Nullable String text(Row row, int index) {
      return row.isNullAt(index) ? null : row.getString(index);
    }

    @Override
    public byte @Nullable [] status(Row row, int index) {
      if (row.isNullAt(index)) {
        return null;
      }
      var values = row.<Byte>getList(index);
      var status = new byte[values.size()];
      for (int i = 0; i < status.length; i++) {
        status[i] = values.get(i);
      }
      return status;
    }

    @Override
    public Row payload(Row row, int width) {
      var values = new Object[width];
      Arrays.setAll(values, row::get);
      return RowFactory.create(values);
    }
  }
}
