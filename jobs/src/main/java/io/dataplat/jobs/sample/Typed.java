package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobs.session.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows for a format with types, with what is wrong with them. */
final class Typed {

  private Typed() {}

  /** The row type of a file: its names are those of the sender. */
  static StructType stored(List<ContractColumn> columns) {
    var struct = new StructType();
    for (var column : columns) {
      struct = struct.add(column.sourceName(), stored(column));
    }
    return struct;
  }

  private static DataType stored(ContractColumn column) {
    return switch (column.type()) {
      case "struct" -> stored(column.fields().orElse(List.of()));
      case "array<struct>" -> DataTypes.createArrayType(stored(column.fields().orElse(List.of())));
      default -> ColumnTypes.of(column);
    };
  }

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
