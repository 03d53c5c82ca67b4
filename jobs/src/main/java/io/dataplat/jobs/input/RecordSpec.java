package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/** What a task needs to read the records of text files by contract. */
record RecordSpec<F extends TextFormat>(
    F format, String zone, List<String> names, List<DataType> types, boolean keepRaw)
    implements Serializable {

  static <F extends TextFormat> RecordSpec<F> of(
      DatasetContract dataset, F format, boolean keepRaw) {
    return new RecordSpec<>(
        format,
        dataset.timezone().orElse("UTC"),
        dataset.columns().stream().map(ContractColumn::name).toList(),
        dataset.columns().stream().map(ColumnTypes::of).toList(),
        keepRaw);
  }
}
