package io.dataplat.jobs.gate;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** How a gate reads rows of a kind. */
interface JudgedRow<R> extends Serializable {

  boolean isTrue(R row, int index);

  @Nullable String text(R row, int index);

  /** The status of each rule; null if all have passed. */
  byte @Nullable [] status(R row, int index);

  /** The row that goes on: it has the payload first. */
  R payload(R row, int width);

  /** Rows as Spark holds them; what reads them looks at their first columns only. */
  record Internal() implements JudgedRow<InternalRow> {
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
