package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobs.session.ColumnTypes;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/** What a task must know of a contract column to find it in a record and to hold its values. */
record ReadColumn(
    String name, String sourceName, String type, DataType dataType, List<ReadColumn> fields)
    implements Serializable {

  static List<ReadColumn> of(List<ContractColumn> columns) {
    return columns.stream().map(ReadColumn::of).toList();
  }

  private static ReadColumn of(ContractColumn column) {
    return new ReadColumn(
        column.name(),
        column.sourceName(),
        column.type(),
        ColumnTypes.of(column),
        of(column.fields().orElse(List.of())));
  }
}
