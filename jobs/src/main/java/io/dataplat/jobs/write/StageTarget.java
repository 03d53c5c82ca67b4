package io.dataplat.jobs.write;

import static org.apache.iceberg.expressions.Expressions.equal;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.session.Names;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where and how one batch of one output is staged. */
public record StageTarget(
    SparkSession session,
    DatasetContract dataset,
    Write write,
    Branch branch,
    BatchId batch,
    Optional<DataInterval> interval) {

  /** Deletes rows on the branch; a table that was never written has none. */
  void delete(String condition) {
    if (branch.base().isPresent()) {
      session.sql("DELETE FROM " + branch.sql() + " WHERE " + condition);
    }
  }

  /** Deletes the rows of this batch, if it was written before; else it costs no query. */
  void deleteBatch() {
    if (branch.base().isPresent()
        && branch.mayHave(equal(TechnicalColumns.BATCH_ID, batch.value()))) {
      delete(isThisBatch());
    }
  }

  /** The rows of the branch that this batch wrote. */
  public Dataset<Row> ofThisBatch() {
    return session.table(branch.sql()).where(isThisBatch());
  }

  /** All other rows of the branch. */
  public Dataset<Row> ofOtherBatches() {
    return session.table(branch.sql()).where("NOT (" + isThisBatch() + ")");
  }

  /** The condition for the rows of this batch. */
  String isThisBatch() {
    return TechnicalColumns.BATCH_ID + " = " + Names.literal(batch.value());
  }
}
