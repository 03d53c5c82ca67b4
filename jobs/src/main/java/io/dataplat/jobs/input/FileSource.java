package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.Names;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads files of a dataset by its contract, whatever their format. */
public record FileSource(SparkSession session, DatasetContract dataset) {

  /** The rows with where they come from and what is wrong with them. */
  SourceRows read(List<SourceFile> files) {
    var keepRaw = !dataset.holdsPersonalData();
    return switch (dataset.format()) {
      case CSV -> new CsvSource(session, dataset, keepRaw).read(files);
      case JSON -> new JsonSource(session, dataset, keepRaw).read(files);
      case PARQUET -> new ParquetSource(session, dataset).read(files);
      case ORC -> new OrcSource(session, dataset).read(files);
      case AVRO -> new AvroSource(session, dataset).read(files);
      case ICEBERG, DELTA, POSTGRESQL, MYSQL, REDIS ->
          throw new IllegalStateException("the plan was checked");
    };
  }

  /** The rows alone. */
  public Dataset<Row> rows(List<SourceFile> files) {
    return read(files)
        .rows()
        .select(
            dataset.columns().stream()
                .map(column -> col(Names.quote(column.name())))
                .toArray(Column[]::new));
  }
}
