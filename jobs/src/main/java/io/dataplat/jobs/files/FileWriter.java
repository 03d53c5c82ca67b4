package io.dataplat.jobs.files;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobs.files.FileTask.Written;
import io.dataplat.jobs.input.CsvFormat;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.Names;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Writes rows into files as the contract of their dataset has them, and nothing besides. */
record FileWriter(SparkSession session, DatasetContract dataset) {

  /**
   * Writes new files, at least one.
   *
   * @param path where they go, with an asterisk for what tells them apart
   */
  List<Written> write(Dataset<Row> rows, String path) {
    var stored = rows.select(columns());
    var task = task(path);
    var files = InternalRows.areNone(stored) ? List.<Written>of() : write(stored, task);
    return files.isEmpty() ? List.of(task.empty()) : files;
  }

  private static List<Written> write(Dataset<Row> stored, FileTask task) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) stored)
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitionsWithIndex(task::write, false)
        .collect();
  }

  private Column[] columns() {
    return dataset.columns().stream()
        .map(
            column ->
                col(Names.quote(column.name()))
                    .cast(ColumnTypes.stored(column))
                    .as(column.sourceName()))
        .toArray(Column[]::new);
  }

  private FileTask task(String path) {
    var schema = ColumnTypes.stored(dataset.columns());
    if (dataset.format() == Format.PARQUET) {
      var prepared = ParquetForm.of(session, schema);
      return new FileTask(
          prepared.form(), new SerializableConfiguration(prepared.configuration()), path);
    }
    var form =
        new CsvForm(CsvFormat.of(dataset.options()), dataset.timezone().orElse("UTC"), schema);
    var settings = session.sparkContext().hadoopConfiguration();
    return new FileTask(form, new SerializableConfiguration(settings), path);
  }
}
