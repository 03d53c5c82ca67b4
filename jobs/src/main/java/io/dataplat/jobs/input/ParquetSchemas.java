package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructType;

/** Reads the columns of Parquet files from their footers, without a Spark job for each file. */
final class ParquetSchemas {

  private final Configuration configuration;
  private final ParquetToSparkSchemaConverter converter;

  ParquetSchemas(SparkSession session) {
    this.configuration =
        ((org.apache.spark.sql.classic.SparkSession) session).sessionState().newHadoopConf();
    this.converter =
        new ParquetToSparkSchemaConverter(
            ((org.apache.spark.sql.classic.SparkSession) session).sessionState().conf());
  }

  StructType of(SourceFile file) {
    var path = new Path(file.uri());
    var options = HadoopReadOptions.builder(configuration, path).build();
    try (var reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration), options)) {
      return ParquetFileFormat.readSchemaFromFooter(
          new Footer(path, reader.getFooter()), converter);
    } catch (IOException | RuntimeException e) {
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "file-unreadable",
          "the file `" + file.path() + "` is no Parquet file, or its footer is damaged");
    }
  }
}
