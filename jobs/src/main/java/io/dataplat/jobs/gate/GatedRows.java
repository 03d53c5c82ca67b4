package io.dataplat.jobs.gate;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows that a gate lets through, and its report once they have been read. */
public final class GatedRows {

  private final Dataset<Row> kept;
  private final JavaRDD<InternalRow> judged;
  private final GateTally tally;

  GatedRows(Dataset<Row> kept, JavaRDD<InternalRow> judged, GateTally tally) {
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
      judged.foreachPartition(
          rows -> {
            while (rows.hasNext()) {
              rows.next();
            }
          });
    }
    return tally.report();
  }
}
