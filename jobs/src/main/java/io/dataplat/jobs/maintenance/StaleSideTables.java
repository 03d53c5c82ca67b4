package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.TargetTable;
import java.time.Duration;
import java.time.Instant;
import org.apache.iceberg.HasTableOperations;
import org.apache.spark.sql.SparkSession;

/**
 * Removes the tables that batches have beside a table while they are staged, and that an attempt
 * which was killed and never repeated has left.
 */
record StaleSideTables(SparkSession session, MaintainedTable table, Instant from) {

  private static final Duration AGE = Duration.ofDays(7);

  // No name of a dataset has two underscores in a row.
  private static final String SUFFIX = "__" + StagingBranch.PATTERN.replace("{hash}", "");

  /** Returns how many tables are gone. */
  long remove() {
    var namespace = Names.namespace(table.connection(), table.table());
    if (namespace.isEmpty()) {
      return 0;
    }
    var own = table.table().substring(table.table().lastIndexOf('.') + 1) + SUFFIX;
    var stale =
        session.sql("SHOW TABLES IN " + namespace).select("tableName").collectAsList().stream()
            .map(row -> row.getString(0))
            .filter(name -> name.startsWith(own))
            .map(name -> new TargetTable(session, namespace + "." + Names.quote(name)))
            .filter(this::isStale)
            .toList();
    stale.forEach(each -> session.sql("DROP TABLE IF EXISTS " + each.name() + " PURGE"));
    return stale.size();
  }

  private boolean isStale(TargetTable side) {
    var state = ((HasTableOperations) side.load()).operations().current();
    return !Instant.ofEpochMilli(state.lastUpdatedMillis()).isAfter(from.minus(AGE));
  }
}
