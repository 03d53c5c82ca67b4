package io.dataplat.jobs.gate;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.SQLExecution;

/** The rows that a gate lets through, and its report once they have been read. */
public final class GatedRows {

  private final SparkSession session;
  private final Dataset<Row> kept;
  private final JavaRDD<InternalRow> judged;
  private final GateTally tally;

  GatedRows(SparkSession session, Dataset<Row> kept, JavaRDD<InternalRow> judged, GateTally tally) {
    this.session = session;
    this.kept = kept;
    this.judged = judged;
    this.tally = tally;
  }

  /** The rows that go on. */
  public Dataset<Row> kept() {
    return kept;
  }

  /**
   * The report over all rows. A query need not read all of its input (a join with an empty side, a
   * limit); what it left is read here.
   */
  public GateReport report() {
    if (tally.parts() < judged.getNumPartitions()) {
      SQLExecution.withSQLConfPropagated(
          (org.apache.spark.sql.classic.SparkSession) session, this::readAll);
    }
    return tally.report();
  }

  private boolean readAll() {
    judged.foreachPartition(
        rows -> {
          while (rows.hasNext()) {
            rows.next();
          }
        });
    return true;
  }
}
