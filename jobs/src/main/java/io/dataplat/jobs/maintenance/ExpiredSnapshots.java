package io.dataplat.jobs.maintenance;

import io.dataplat.jobs.write.TargetTable;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Removes snapshots from before an instant, with the files that only they know. What a branch
 * stands on stays, and what readers see now.
 */
record ExpiredSnapshots(SparkSession session, TargetTable target, Instant before) {

  /** Returns how many snapshots are gone. */
  long remove() {
    var table = target.load();
    var all = count(table, Instant.MAX);
    // One alone is what readers see.
    if (all < 2 || count(table, before) == 0) {
      return 0;
    }
    SparkActions.get(session)
        .expireSnapshots(table)
        .expireOlderThan(before.toEpochMilli())
        .retainLast(1)
        .execute();
    return all - count(target.load(), Instant.MAX);
  }

  private static long count(Table table, Instant before) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(each -> Instant.ofEpochMilli(each.timestampMillis()).isBefore(before))
        .count();
  }
}
