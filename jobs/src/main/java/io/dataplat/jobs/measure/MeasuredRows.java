package io.dataplat.jobs.measure;

import io.dataplat.jobplan.ColumnReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that the metrics of a gate are about, and what they are compared with; read on demand.
 */
public interface MeasuredRows {

  /** The rows that the gate keeps, as they are staged. */
  Dataset<Row> kept();

  /** Whether the table may take them otherwise than row by row. */
  boolean isMerged();

  /** Those rows of the table that are the batch's. */
  Dataset<Row> stored();

  /** All other rows of the table. */
  Dataset<Row> others();

  /** The values of a referenced column, as it was when the run began. */
  Dataset<Row> referenced(ColumnReference reference);
}
