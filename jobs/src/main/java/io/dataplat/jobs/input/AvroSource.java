package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.Widening;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Reads Avro files by contract: by name, and widening only. Each file is read by one task. */
final class AvroSource {

  private final SparkSession session;
  private final DatasetContract dataset;

  AvroSource(SparkSession session, DatasetContract dataset) {
    this.session = session;
    this.dataset = dataset;
  }

  SourceRows read(List<SourceFile> files) {
    var configuration = session.sparkContext().hadoopConfiguration();
    var unknown = new LinkedHashSet<String>();
    files.forEach(file -> unknown.addAll(unknown(file, configuration)));
    var columns = ReadColumn.of(dataset.columns());
    var shared = new SerializableConfiguration(configuration);
    var rows =
        SplitRows.of(
            session, List.copyOf(files), file -> new AvroRows(file, columns, shared.value()));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    return new SourceRows(InternalRows.dataset(session, rows, schema), List.copyOf(unknown));
  }

  private Set<String> unknown(SourceFile file, Configuration configuration) {
    return new FileColumns(dataset, file, Widening::allows).unknown(columns(file, configuration));
  }

  /** The columns of a file. */
  StructType columns(SourceFile file) {
    return columns(file, session.sparkContext().hadoopConfiguration());
  }

  private static StructType columns(SourceFile file, Configuration configuration) {
    try (var reader = AvroFiles.open(file, new GenericDatumReader<>(), configuration)) {
      return AvroTypes.of(reader.getSchema());
    } catch (IOException e) {
      throw UnreadableFile.from(file, 0, e);
    }
  }
}
