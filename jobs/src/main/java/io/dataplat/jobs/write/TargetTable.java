package io.dataplat.jobs.write;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.Names;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** An Iceberg table by its name in Spark SQL and through Iceberg's own interface. */
public record TargetTable(SparkSession session, String name) implements OutputPlace {

  /** The rule of a run that another writer has overtaken. */
  public static final String CONCURRENT_WRITER = "concurrent-writer";

  /** The table of a dataset. */
  public static TargetTable of(SparkSession session, DatasetContract dataset) {
    return new TargetTable(
        session, Names.table(dataset.connection(), dataset.location().table().orElseThrow()));
  }

  /** The table's current state, as the catalog has it now. */
  public Table load() {
    try {
      return Spark3Util.loadIcebergTable(session, name);
    } catch (AnalysisException e) {
      throw new IllegalStateException("the table " + name + " vanished", e);
    }
  }

  /** Whether the catalog has the table. */
  public boolean exists() {
    try {
      Spark3Util.loadIcebergTable(session, name);
      return true;
    } catch (AnalysisException e) {
      return false;
    }
  }

  /** The snapshot that readers see; empty for a table that was never written. */
  @Override
  public Optional<Long> head() {
    return head(load());
  }

  /** The snapshot that readers of a loaded table see. */
  public static Optional<Long> head(Table table) {
    return Optional.ofNullable(table.refs().get(SnapshotRef.MAIN_BRANCH))
        .map(SnapshotRef::snapshotId);
  }

  @Override
  public Ledger ledger(String ledgerKey) {
    return ledger(load(), ledgerKey);
  }

  private static Ledger ledger(Table table, String ledgerKey) {
    return Ledger.parse(table.properties().get(ledgerKey));
  }

  @Override
  public Published published(String ledgerKey, String batchId) {
    var table = load();
    var ledger = ledger(table, ledgerKey);
    var entry = ledger.find(batchId);
    Map<String, String> summary =
        entry.map(each -> table.snapshot(each.snapshot())).map(Snapshot::summary).orElse(Map.of());
    return new Published(ledger, entry, summary);
  }

  @Override
  public Optional<String> owner(String stage) {
    return Branch.owner(this, stage);
  }

  @Override
  public StageTarget open(StageRequest request) {
    var branch = Branch.create(this, request.name(), request.owner());
    var tombstones = Tombstones.open(request);
    return stage(request, branch, tombstones);
  }

  /** The stage on a branch that is there. */
  public StageTarget stage(StageRequest request, Branch branch) {
    return stage(request, branch, Tombstones.left(request, branch.name()));
  }

  private static StageTarget stage(
      StageRequest request, Branch branch, Optional<Tombstones> tombstones) {
    return new StageTarget(
        request.session(),
        request.dataset(),
        request.write(),
        branch,
        request.batch(),
        request.interval(),
        request.time(),
        request.ledger(),
        tombstones);
  }

  @Override
  public JobFailure concurrentWriter() {
    return new JobFailure(
        ExitCode.CONCURRENT_WRITER,
        CONCURRENT_WRITER,
        "another writer changed the table " + name + " while this run was staged");
  }

  /** The table as it is on a branch, for SQL. */
  public String onBranch(String branch) {
    return name + "." + Names.quote("branch_" + branch);
  }

  /** What the last commit on a branch added. */
  public long addedRecords(String branch) {
    return summary(load().snapshot(branch), "added-records");
  }

  /** How many rows a branch has; none if it does not exist. */
  public long totalRecords(String branch) {
    return summary(load().snapshot(branch), "total-records");
  }

  /** How many rows a branch has, without those that delete files take out. */
  public long liveRecords(String branch) {
    var head = load().snapshot(branch);
    return summary(head, "total-records") - summary(head, "total-position-deletes");
  }

  private static long summary(@Nullable Snapshot snapshot, String key) {
    Map<String, String> summary = snapshot == null ? Map.of() : snapshot.summary();
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }
}
