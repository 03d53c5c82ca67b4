package io.dataplat.jobs.maintenance;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.write.TargetTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Removes files below a table's location that no snapshot of any branch knows. They are listed
 * first and judged once more before one of them goes.
 */
record OrphanFiles(
    SparkSession session,
    TargetTable target,
    String name,
    TableLocations locations,
    Instant before) {

  /** Returns how many files are gone. */
  long remove() {
    var table = target.load();
    if (locations.isShared(name, table.location())) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED,
          "shared-location",
          "another table lies in the location of " + target.name());
    }
    var orphans = judged(table, listed(table));
    CatalogUtil.deleteFiles(table.io(), orphans, "orphan", true);
    return orphans.size();
  }

  private List<String> listed(Table table) {
    var found = new ArrayList<String>();
    SparkActions.get(session)
        .deleteOrphanFiles(table)
        .olderThan(before.toEpochMilli())
        .usePrefixListing(table.io() instanceof SupportsPrefixOperations)
        .deleteWith(path -> {})
        .execute()
        .orphanFileLocations()
        .forEach(found::add);
    return found;
  }

  // A ledger may know a file that no snapshot does.
  private static List<String> judged(Table table, List<String> files) {
    var location = TableLocations.path(table.location());
    return files.stream()
        .filter(file -> TableLocations.isWithin(TableLocations.path(file), location))
        .filter(
            file ->
                table.properties().values().stream()
                    .noneMatch(value -> value.contains(file.substring(file.lastIndexOf('/') + 1))))
        .toList();
  }
}
