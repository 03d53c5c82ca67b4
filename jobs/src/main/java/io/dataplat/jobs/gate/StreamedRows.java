package io.dataplat.jobs.gate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a stream that a gate lets through, and its report for each micro-batch. */
public final class StreamedRows {

  private final Dataset<Row> kept;
  private final GateTally tally;

  StreamedRows(Dataset<Row> kept, GateTally tally) {
    this.kept = kept;
    this.tally = tally;
  }

  /** The rows that go on. */
  public Dataset<Row> kept() {
    return kept;
  }

  /** A micro-batch begins: nothing is counted yet. */
  public void begin() {
    tally.reset();
  }

  /** The report of the micro-batch that was read. */
  public GateReport report() {
    return tally.report();
  }
}
