package io.dataplat.jobs.write;

import static org.apache.iceberg.expressions.Expressions.equal;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.session.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where and how one batch of one output is staged.
 *
 * @param time the instant that the run stands for
 * @param ledger what was published before
 * @param tombstones which keys are gone, where the write mode asks for it
 */
public record StageTarget(
    SparkSession session,
    DatasetContract dataset,
    Write write,
    Branch branch,
    BatchId batch,
    Optional<DataInterval> interval,
    Instant time,
    Ledger ledger,
    Optional<Tombstones> tombstones) {

  /** A batch that deletes nothing by key. */
  public StageTarget(
      SparkSession session,
      DatasetContract dataset,
      Write write,
      Branch branch,
      BatchId batch,
      Optional<DataInterval> interval,
      Instant time,
      Ledger ledger) {
    this(session, dataset, write, branch, batch, interval, time, ledger, Optional.empty());
  }

  /** Deletes rows on the branch; a table that was never written has none. */
  public void delete(String condition) {
    if (branch.base().isPresent()) {
      session.sql("DELETE FROM " + branch.sql() + " WHERE " + condition);
    }
  }

  /** Deletes the rows of this batch, if it was written before; else it costs no query. */
  void deleteBatch() {
    if (mayHaveBatch()) {
      delete(isThisBatch());
    }
  }

  /** Whether this batch may have rows on the branch; finding out costs no query. */
  boolean mayHaveBatch() {
    return branch.base().isPresent()
        && branch.mayHave(equal(TechnicalColumns.BATCH_ID, batch.value()));
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

  /** The condition under which a row {@code s} has the key of a row {@code t}. */
  String onKeys() {
    return write.keys().stream()
        .map(key -> "t.%1$s = s.%1$s".formatted(Names.quote(key)))
        .collect(Collectors.joining(" AND "));
  }

  /** Throws away all that is staged. */
  public void drop() {
    tombstones.map(Tombstones::branch).ifPresent(Branch::drop);
    branch.drop();
  }

  /** A table beside the target for the time of staging. */
  SideTable side(String suffix) {
    return new SideTable(this, suffix);
  }
}
