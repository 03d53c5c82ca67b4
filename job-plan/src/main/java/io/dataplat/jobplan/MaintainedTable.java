package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/**
 * One table and what is done to keep it small and readable. Ages are ISO 8601 durations.
 *
 * @param name the dataset; of another table its name in the catalog
 * @param compactTargetBytes how large compacted files become; absent if nothing is compacted
 * @param snapshots how long a snapshot is kept at least
 * @param maxHold how long a reader may hold back what would have been removed
 * @param orphans how old a file is at least that no snapshot knows and that is removed
 */
public record MaintainedTable(
    String name,
    MaintainedKind kind,
    String connection,
    String table,
    Optional<Long> compactTargetBytes,
    String snapshots,
    String maxHold,
    String orphans,
    Optional<RowRetention> retention,
    List<Reader> readers) {
  /** Copies what the caller may still change. */
  public MaintainedTable {
    readers = List.copyOf(readers);
  }

  /** A task that must still find its snapshots: its ledger lies in the table that it writes. */
  public record Reader(String task, String connection, String table, String ledgerKey) {}
}
