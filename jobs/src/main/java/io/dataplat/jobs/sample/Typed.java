package io.dataplat.jobs.sample;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows for a format with types, with what is wrong with them. */
final class Typed {

  private Typed() {}

  static List<Row> rows(List<SampleRow> rows) {
    return rows.stream().map(Typed::row).toList();
  }

  private static Row row(SampleRow row) {
    var values = new ArrayList<@Nullable Object>();
    for (int i = 0; i < row.values().size(); i++) {
      values.add(value(row, i));
    }
    return RowFactory.create(values.toArray());
  }

  private static @Nullable Object value(SampleRow row, int column) {
    var fault = row.faultAt(column);
    if (fault.isEmpty()) {
      return row.values().get(column);
    }
    return fault.get() == Fault.MISSING_VALUE ? null : Fault.TEXT;
  }
}
