package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads files of all formats by contract.
 *
 * @param keepRaw whether the text of a corrupt record may be kept
 */
record FileSources(SparkSession session, boolean keepRaw) {

  /** The rows of files. */
  SourceRows read(DatasetContract dataset, List<SourceFile> files) {
    return switch (dataset.format()) {
      case CSV -> new CsvSource(session, dataset, keepRaw).read(files);
      case JSON -> new JsonSource(session, dataset, keepRaw).read(files);
      case PARQUET -> new ParquetSource(session, dataset).read(files);
      case ORC -> new OrcSource(session, dataset).read(files);
      case AVRO -> new AvroSource(session, dataset).read(files);
      case FIXED_WIDTH -> new FixedWidthSource(session, dataset, keepRaw).read(files);
      case ICEBERG, DELTA, POSTGRESQL, MYSQL, REDIS ->
          throw new IllegalStateException("the plan was checked");
    };
  }

  /** The columns of a file of a format that has a list of them. */
  StructType columns(DatasetContract dataset, SourceFile file) {
    return switch (dataset.format()) {
      case CSV -> new CsvSource(session, dataset, keepRaw).columns(file);
      case PARQUET -> new ParquetSchemas(session).of(file);
      case ORC -> new OrcSource(session, dataset).columns(file);
      case AVRO -> new AvroSource(session, dataset).columns(file);
      case JSON, FIXED_WIDTH, ICEBERG, DELTA, POSTGRESQL, MYSQL, REDIS ->
          throw new IllegalStateException("only rows say what they have");
    };
  }
}
