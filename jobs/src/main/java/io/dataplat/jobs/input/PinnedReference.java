package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.TargetTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table whose values others reference, as it was when the run began. */
public record PinnedReference(DatasetContract dataset, Optional<Long> snapshot) {

  /** What the run reads, for its fingerprint. */
  public String identity() {
    return "references " + dataset.id() + " " + snapshot.map(String::valueOf).orElse("empty");
  }

  /** The values of a column. */
  public Dataset<Row> values(SparkSession session, String column) {
    return snapshot
        .map(
            id ->
                session.sql(
                    "SELECT %s FROM %s VERSION AS OF %s"
                        .formatted(
                            Names.quote(column), TargetTable.of(session, dataset).name(), id)))
        .orElseGet(
            () ->
                session
                    .createDataFrame(List.of(), ColumnTypes.struct(dataset.columns()))
                    .select(Names.quote(column)));
  }
}
