package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads files whose lines have each column at the same place, by contract. */
final class FixedWidthSource {

  private final SparkSession session;
  private final DatasetContract dataset;
  private final boolean keepRaw;

  FixedWidthSource(SparkSession session, DatasetContract dataset, boolean keepRaw) {
    this.session = session;
    this.dataset = dataset;
    this.keepRaw = keepRaw;
  }

  SourceRows read(List<SourceFile> files) {
    var size = FileSplit.size(files, session.sparkContext().defaultParallelism());
    var splits =
        files.stream().flatMap(file -> TextFiles.splits(file, true, size).stream()).toList();
    var spec = RecordSpec.of(dataset, FixedWidthFormat.of(dataset), keepRaw);
    var shared = new SerializableConfiguration(session.sparkContext().hadoopConfiguration());
    var rows =
        SplitRows.of(
            session, splits, split -> rows(spec, split, TextFiles.open(split, shared.value())));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    // What lies between the fields has no name, so no column is unknown.
    return new SourceRows(InternalRows.dataset(session, rows, schema), List.of());
  }

  /** The rows of one split. */
  static TextRows rows(RecordSpec<FixedWidthFormat> spec, FileSplit split, LineReader lines) {
    return new TextRows(spec, split, lines, LineReader::next, new FixedWidthRecordForm(spec));
  }
}
