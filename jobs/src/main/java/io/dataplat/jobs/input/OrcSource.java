package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.Reader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Reads ORC files by contract: by name, and widening only. */
final class OrcSource {

  private final SparkSession session;
  private final DatasetContract dataset;

  OrcSource(SparkSession session, DatasetContract dataset) {
    this.session = session;
    this.dataset = dataset;
  }

  SourceRows read(List<SourceFile> files) {
    var configuration = session.sparkContext().hadoopConfiguration();
    var unknown = new LinkedHashSet<String>();
    var splits = splits(files, configuration, unknown);
    var columns = ReadColumn.of(dataset.columns());
    var zone = ZoneId.of(dataset.timezone().orElse("UTC"));
    var shared = new SerializableConfiguration(configuration);
    var rows =
        SplitRows.of(
            session,
            splits,
            split ->
                new OrcRows(split, columns, zone, OrcFiles.open(split.file(), shared.value())));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    return new SourceRows(InternalRows.dataset(session, rows, schema), List.copyOf(unknown));
  }

  /** The columns of a file. */
  StructType columns(SourceFile file) {
    try (var reader = OrcFiles.open(file, session.sparkContext().hadoopConfiguration())) {
      return OrcTypes.struct(reader.getSchema());
    } catch (IOException e) {
      throw UnreadableFile.from(file, 0, e);
    }
  }

  private List<FileSplit> splits(
      List<SourceFile> files, Configuration configuration, Set<String> unknown) {
    var size = FileSplit.size(files, session.sparkContext().defaultParallelism());
    var splits = new ArrayList<FileSplit>();
    for (var file : files) {
      try (var reader = OrcFiles.open(file, configuration)) {
        var found = OrcTypes.struct(reader.getSchema());
        unknown.addAll(new FileColumns(dataset, file, OrcTypes::widens).unknown(found));
        splits.addAll(splits(file, reader, size));
      } catch (IOException e) {
        throw UnreadableFile.from(file, 0, e);
      }
    }
    return splits;
  }

  // A stripe is the least that can be read by itself.
  static List<FileSplit> splits(SourceFile file, Reader reader, long size) {
    var splits = new ArrayList<FileSplit>();
    long start = 0;
    for (var stripe : reader.getStripes()) {
      long end = stripe.getOffset() + stripe.getLength();
      if (end - start >= size) {
        splits.add(new FileSplit(file, start, end - start));
        start = end;
      }
    }
    splits.add(new FileSplit(file, start, file.length() - start));
    return splits;
  }
}
