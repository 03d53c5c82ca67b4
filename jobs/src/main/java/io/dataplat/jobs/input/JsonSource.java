package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads files of JSON lines by contract: one object a line. */
final class JsonSource {

  private final SparkSession session;
  private final DatasetContract dataset;
  private final boolean keepRaw;

  JsonSource(SparkSession session, DatasetContract dataset, boolean keepRaw) {
    this.session = session;
    this.dataset = dataset;
    this.keepRaw = keepRaw;
  }

  SourceRows read(List<SourceFile> files) {
    var size = FileSplit.size(files, session.sparkContext().defaultParallelism());
    var splits =
        files.stream().flatMap(file -> TextFiles.splits(file, true, size).stream()).toList();
    var names = new UnknownNames();
    session.sparkContext().register(names);
    var records = new JsonRecords(dataset.columns(), dataset.onUnknownColumn(), names);
    var keeps = keepRaw;
    var shared = new SerializableConfiguration(session.sparkContext().hadoopConfiguration());
    var rows =
        SplitRows.of(
            session,
            splits,
            split -> new JsonRows(records, split, TextFiles.open(split, shared.value()), keeps));
    var columns = ColumnTypes.struct(dataset.columns());
    var schema =
        SourceColumns.appendTo(
            dataset.onUnknownColumn().isByRow() ? UnknownColumns.appendTo(columns) : columns);
    // What the contract lacks is found when the records are read: a file has no list of its fields.
    return new SourceRows(InternalRows.dataset(session, rows, schema), List.of(), names::value);
  }
}
