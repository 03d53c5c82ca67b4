package io.dataplat.jobs.output;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.session.ColumnTypes;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;

/** The columns of a table of a database, as its contract has them. */
record ColumnDefinitions(Dialect dialect, DatasetContract dataset, Write write) {

  /** All columns, with that of the batch. */
  List<String> all() {
    return Stream.concat(dataset.columns().stream().map(this::of), Stream.of(ofBatch())).toList();
  }

  /** One column, with its name. */
  String of(ContractColumn column) {
    var isNullable = column.nullable() && !isMerged(column);
    return dialect.quote(column.sourceName())
        + " "
        + dialect.definition(ColumnTypes.of(column), column.key().isPresent(), isNullable);
  }

  /** The type of a column. */
  String type(ContractColumn column) {
    return dialect.type(ColumnTypes.of(column), column.key().isPresent());
  }

  /** Whether rows are found by the column. */
  boolean isMerged(ContractColumn column) {
    return write.keys().contains(column.name());
  }

  // It is looked for, as a key is.
  private String ofBatch() {
    return dialect.quote(TechnicalColumns.BATCH_ID)
        + " "
        + dialect.definition(DataTypes.StringType, true, false);
  }
}
