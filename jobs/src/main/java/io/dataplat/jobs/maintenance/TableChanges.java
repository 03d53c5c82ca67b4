package io.dataplat.jobs.maintenance;

/** What the upkeep of one table has removed, and how many files it has joined to larger ones. */
public record TableChanges(
    long rowsExpired,
    long filesCompacted,
    long snapshotsRemoved,
    long branchesRemoved,
    long orphansRemoved) {

  /** Nothing yet. */
  static final TableChanges NONE = new TableChanges(0, 0, 0, 0, 0);

  TableChanges withRowsExpired(long rows) {
    return new TableChanges(
        rows, filesCompacted, snapshotsRemoved, branchesRemoved, orphansRemoved);
  }

  TableChanges withFilesCompacted(long files) {
    return new TableChanges(rowsExpired, files, snapshotsRemoved, branchesRemoved, orphansRemoved);
  }

  TableChanges withSnapshotsRemoved(long snapshots) {
    return new TableChanges(
        rowsExpired, filesCompacted, snapshots, branchesRemoved, orphansRemoved);
  }

  TableChanges withBranchesRemoved(long branches) {
    return new TableChanges(
        rowsExpired, filesCompacted, snapshotsRemoved, branches, orphansRemoved);
  }

  TableChanges withOrphansRemoved(long orphans) {
    return new TableChanges(
        rowsExpired, filesCompacted, snapshotsRemoved, branchesRemoved, orphans);
  }

  /** Whether anything was done. */
  boolean isAny() {
    return !equals(NONE);
  }
}
