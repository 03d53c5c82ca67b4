package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobs.Causes;
import io.dataplat.jobs.ErrorText;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.KnownFailure;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.TargetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.sql.SparkSession;

/**
 * The upkeep of one table: rows, files, what staging left, snapshots, orphans, in this order, as
 * each makes work for the next. Every part is a commit of its own, so that the table is whole
 * wherever it ends.
 */
final class TableMaintenance {

  private final SparkSession session;
  private final JobPlan plan;
  private final MaintainedTable table;
  private final TargetTable target;
  private final Instant from;
  private final TableLocations locations;
  private TableChanges changes = TableChanges.NONE;
  private List<ReaderLag> readers = List.of();

  TableMaintenance(
      SparkSession session,
      JobPlan plan,
      MaintainedTable table,
      Instant from,
      TableLocations locations) {
    this.session = session;
    this.plan = plan;
    this.table = table;
    this.target = new TargetTable(session, Names.table(table.connection(), table.table()));
    this.from = from;
    this.locations = locations;
  }

  TableOutcome run() {
    var before = TableSize.NONE;
    try {
      if (!target.exists()) {
        return outcome(TableStatus.ABSENT, Optional.empty(), before);
      }
      before = TableSize.of(target.load());
      maintain();
      var status = changes.isAny() ? TableStatus.MAINTAINED : TableStatus.UNCHANGED;
      return outcome(status, Optional.empty(), before);
    } catch (Exception | LinkageError | FSError e) {
      // Spark throws checked exceptions that it does not declare.
      return isOvertaken(e)
          ? outcome(TableStatus.GAVE_WAY, Optional.of("concurrent-writer"), before)
          : outcome(TableStatus.FAILED, Optional.of(rule(e)), before);
    }
  }

  private void maintain() {
    changes = changes.withRowsExpired(new ExpiredRows(session, plan, table, target, from).delete());
    table
        .compactTargetBytes()
        .ifPresent(
            bytes ->
                changes = changes.withFilesCompacted(new Compaction(session, target, bytes).run()));
    var left = new StaleBranches(target, from).remove();
    left += new StaleSideTables(session, table, from).remove();
    changes = changes.withBranchesRemoved(left);
    var positions = new ReaderPositions(session, table, target, from);
    readers = positions.lags();
    var oldest = positions.oldestNeeded(from.minus(Duration.parse(table.snapshots())));
    changes = changes.withSnapshotsRemoved(new ExpiredSnapshots(session, target, oldest).remove());
    var age = from.minus(Duration.parse(table.orphans()));
    changes =
        changes.withOrphansRemoved(
            new OrphanFiles(
                    session,
                    target,
                    TableLocations.key(table.connection(), table.table()),
                    locations,
                    age)
                .remove());
  }

  private TableOutcome outcome(TableStatus status, Optional<String> rule, TableSize before) {
    var after = status == TableStatus.ABSENT ? TableSize.NONE : sizeAfter(before);
    return new TableOutcome(table, status, rule, before, after, changes, readers);
  }

  // A catalog that fails does not tell how large a table is.
  private TableSize sizeAfter(TableSize before) {
    try {
      return TableSize.of(target.load());
    } catch (RuntimeException e) {
      return before;
    }
  }

  private static boolean isOvertaken(Throwable error) {
    return Causes.of(error)
        .anyMatch(
            each ->
                each instanceof CommitFailedException
                    || each instanceof CommitStateUnknownException
                    || each instanceof ValidationException);
  }

  private static String rule(Throwable error) {
    return KnownFailure.in(error).map(JobFailure::rule).orElseGet(() -> ErrorText.kind(error));
  }
}
