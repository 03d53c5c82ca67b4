package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.MaintainedTable;
import java.util.List;
import java.util.Optional;

/**
 * What was done to one table.
 *
 * @param rule why the upkeep ended early, in words; absent if it did not
 */
public record TableOutcome(
    MaintainedTable table,
    TableStatus status,
    Optional<String> rule,
    TableSize before,
    TableSize after,
    TableChanges changes,
    List<ReaderLag> readers) {
  /** Copies what the caller may still change. */
  public TableOutcome {
    readers = List.copyOf(readers);
  }
}
