package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.TargetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Removes the staging branches of attempts that ended long ago. A branch with a snapshot of its own
 * is as old as that. One that was only made has no time, so the first upkeep that sees it notes
 * when and whose it was.
 */
record StaleBranches(TargetTable target, Instant from) {

  private static final Duration AGE = Duration.ofDays(7);
  private static final String SEEN = "dataplat.maintenance.seen.";
  private static final String BRANCH = StagingBranch.PATTERN.replace("{hash}", "");

  /** Returns how many branches are gone. */
  long remove() {
    var table = target.load();
    var stale =
        table.refs().entrySet().stream()
            .filter(ref -> ref.getKey().startsWith(BRANCH) && ref.getValue().isBranch())
            .filter(ref -> !since(table, ref.getKey(), ref.getValue()).isAfter(from.minus(AGE)))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    stale.forEach(name -> new Branch(target, name, Optional.empty()).drop());
    forget(target.load());
    return stale.size();
  }

  private Instant since(Table table, String name, SnapshotRef ref) {
    if (isOwn(table, ref)) {
      return Instant.ofEpochMilli(table.snapshot(ref.snapshotId()).timestampMillis());
    }
    var owner = Branch.owner(target, name).orElse("") + "@" + ref.snapshotId() + "@";
    var seen = table.properties().getOrDefault(SEEN + name, "");
    if (seen.startsWith(owner)) {
      return Instant.parse(seen.substring(owner.length()));
    }
    table.updateProperties().set(SEEN + name, owner + from).commit();
    return from;
  }

  private static boolean isOwn(Table table, SnapshotRef ref) {
    return TargetTable.head(table)
        .map(head -> !SnapshotUtil.isAncestorOf(table, head, ref.snapshotId()))
        .orElse(true);
  }

  private static void forget(Table table) {
    List<String> gone =
        table.properties().keySet().stream()
            .filter(key -> key.startsWith(SEEN))
            .filter(key -> !table.refs().containsKey(key.substring(SEEN.length())))
            .toList();
    if (!gone.isEmpty()) {
      var update = table.updateProperties();
      gone.forEach(update::remove);
      update.commit();
    }
  }
}
