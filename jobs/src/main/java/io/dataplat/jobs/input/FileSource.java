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
    // What nobody has declared may be personal.
    var keepRaw = !dataset.holdsPersonalData() && !dataset.onUnknownColumn().isByRow();
    var sources = new FileSources(session, keepRaw);
    return dataset.onUnknownColumn().isByRow()
        ? new UnknownColumns(dataset, file -> sources.columns(dataset.sent(), file), sources::read)
            .read(files)
        : sources.read(dataset, files);
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
