package io.dataplat.jobs.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;

/** Rows as Parquet, by Spark's own writer. */
record ParquetForm(OutputWriterFactory writers, StructType schema) implements FileForm {

  /** The form, and the settings with which it is written. */
  record Prepared(ParquetForm form, Configuration configuration) {}

  static Prepared of(SparkSession session, StructType schema) {
    var classic = (org.apache.spark.sql.classic.SparkSession) session;
    try {
      var job = Job.getInstance(classic.sessionState().newHadoopConf());
      var writers =
          new ParquetFileFormat()
              .prepareWrite(classic, job, Map$.MODULE$.<String, String>empty(), schema);
      // Spark's own form of a time is one that most other readers have given up.
      job.getConfiguration().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
      return new Prepared(new ParquetForm(writers, schema), job.getConfiguration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OpenFile create(Path path, Configuration configuration) {
    var context = new TaskAttemptContextImpl(configuration, new TaskAttemptID());
    var writer = writers.newInstance(path.toString(), schema, context);
    return new OpenFile() {
      @Override
      public void write(InternalRow row) {
        writer.write(row);
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }
}
