package io.dataplat.jobs.session;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.StructType;

/** Rows as Spark itself holds them; to convert each to Java objects and back costs a scan twice. */
public final class InternalRows {

  private InternalRows() {}

  /** The rows; an iterator over them gives the same object again with other values. */
  public static JavaRDD<InternalRow> of(Dataset<Row> rows) {
    var query = ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
    // Spark would copy each row of a dataset that is nothing but rows.
    return query.analyzed() instanceof LogicalRDD made
        ? made.rdd().toJavaRDD()
        : query.toRdd().toJavaRDD();
  }

  /**
   * A dataset of rows that have these fields first. Without partitions there are no rows, which
   * Spark is told, so that it plans nothing over them.
   */
  public static Dataset<Row> dataset(
      SparkSession session, JavaRDD<InternalRow> rows, StructType schema) {
    return rows.getNumPartitions() == 0
        ? session.createDataFrame(List.of(), schema)
        : opaque(session, rows, schema);
  }

  /** The same, which Spark knows nothing of but the schema. */
  public static Dataset<Row> opaque(
      SparkSession session, JavaRDD<InternalRow> rows, StructType schema) {
    var classic = (org.apache.spark.sql.classic.SparkSession) session;
    return classic.internalCreateDataFrame(rows.rdd(), schema, false);
  }

  /** Whether Spark can tell without reading anything that there are none. */
  public static boolean areNone(Dataset<Row> rows) {
    var most = ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().optimizedPlan();
    return most.maxRows().contains(0L);
  }
}
