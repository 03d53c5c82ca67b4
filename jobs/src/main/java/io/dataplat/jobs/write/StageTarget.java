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
import java.util.stream.Stream;
import org.apache.iceberg.Table;
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
    Optional<Tombstones> tombstones)
    implements Stage {

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

  @Override
  public void prepare() {
    Stager.prepare(this);
  }

  @Override
  public Optional<Dataset<Row>> lastEffective() {
    return Stager.lastEffective(this);
  }

  @Override
  public Optional<EarlierDeletes> earlierDeletes() {
    return Stager.earlierDeletes(this);
  }

  @Override
  public Staged stage(Dataset<Row> rows) {
    return Stager.stage(this, rows);
  }

  @Override
  public long snapshot() {
    return branch.snapshot();
  }

  @Override
  public long sequenceNumber() {
    return branch.sequenceNumber();
  }

  @Override
  public void publish(String ledgerKey, Ledger after, Ledger seen) {
    tombstones.ifPresent(each -> publish(each, ledgerKey, after));
    branch.publish(ledgerKey, after.text(), table -> expectUnchanged(ledgerKey, table, seen));
  }

  private void publish(Tombstones staged, String ledgerKey, Ledger after) {
    after
        .find(batch.value())
        .ifPresentOrElse(entry -> staged.publish(ledgerKey, entry), staged.branch()::drop);
  }

  // A run of another batch may have published between the look at the ledger and the branch.
  private void expectUnchanged(String ledgerKey, Table table, Ledger seen) {
    if (!Ledger.parse(table.properties().get(ledgerKey)).equals(seen)) {
      throw branch.table().concurrentWriter();
    }
  }

  @Override
  public void drop() {
    tombstones.map(Tombstones::branch).ifPresent(Branch::drop);
    branch.drop();
  }

  @Override
  public void clean() {
    Stager.clean(this);
  }

  /** Deletes rows on the branch; a table that was never written has none. */
  @Override
  public void delete(String condition) {
    if (branch.base().isPresent()) {
      session.sql("DELETE FROM " + branch.sql() + " WHERE " + condition);
    }
  }

  @Override
  public void deleteGroups(Dataset<Row> groups) {
    var isOfGroup =
        Stream.of(groups.columns())
            .map(Names::quote)
            .map(name -> "t.%1$s <=> s.%1$s".formatted(name))
            .collect(Collectors.joining(" AND "));
    var touched = side("");
    touched.write(groups);
    session.sql(
        "MERGE INTO %s t USING %s s ON %s WHEN MATCHED THEN DELETE"
            .formatted(branch.sql(), touched.name(), isOfGroup));
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
  @Override
  public Dataset<Row> ofThisBatch() {
    return session.table(branch.sql()).where(isThisBatch());
  }

  /** All other rows of the branch. */
  @Override
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

  /** A table beside the target for the time of staging. */
  SideTable side(String suffix) {
    return new SideTable(this, suffix);
  }
}
