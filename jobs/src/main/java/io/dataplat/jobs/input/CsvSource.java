package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Reads CSV files by contract. */
final class CsvSource {

  private final SparkSession session;
  private final DatasetContract dataset;
  private final boolean keepRaw;

  CsvSource(SparkSession session, DatasetContract dataset, boolean keepRaw) {
    this.session = session;
    this.dataset = dataset;
    this.keepRaw = keepRaw;
  }

  SourceRows read(List<SourceFile> files) {
    var format = CsvFormat.of(dataset.options());
    var configuration = session.sparkContext().hadoopConfiguration();
    var unknown = new LinkedHashSet<String>();
    var splits = splits(files, format, configuration, unknown);
    var spec = RecordSpec.of(dataset, format, keepRaw);
    var shared = new SerializableConfiguration(configuration);
    var rows =
        SplitRows.of(
            session,
            splits,
            split -> new CsvRows(spec, split, TextFiles.open(split.part(), shared.value())));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    return new SourceRows(InternalRows.dataset(session, rows, schema), List.copyOf(unknown));
  }

  /** The columns that the contract lacks, which are texts like all others. */
  StructType columns(SourceFile file) {
    var header = new CsvHeader(dataset, CsvFormat.of(dataset.options()));
    var columns = new StructType();
    for (var name : header.of(file, session.sparkContext().hadoopConfiguration()).unknown()) {
      columns = columns.add(name, DataTypes.StringType);
    }
    return columns;
  }

  private List<CsvSplit> splits(
      List<SourceFile> files, CsvFormat format, Configuration configuration, Set<String> unknown) {
    var header = new CsvHeader(dataset, format);
    var size = FileSplit.size(files, session.sparkContext().defaultParallelism());
    var splits = new ArrayList<CsvSplit>();
    for (var file : files) {
      var layout = header.of(file, configuration);
      unknown.addAll(layout.unknown());
      if (layout.hasRecords()) {
        TextFiles.splits(file, !format.multiline(), size).stream()
            .map(part -> new CsvSplit(part, layout.positions(), layout.width()))
            .forEach(splits::add);
      }
    }
    return splits;
  }
}
