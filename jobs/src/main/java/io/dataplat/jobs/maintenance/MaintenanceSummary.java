package io.dataplat.jobs.maintenance;

import io.dataplat.jobs.run.RunStatus;
import java.util.List;

/** What one run did to the tables of its plan. */
public record MaintenanceSummary(List<TableOutcome> tables) {
  /** Copies what the caller may still change. */
  public MaintenanceSummary {
    tables = List.copyOf(tables);
  }

  /** What the run came to; a table that gave way is looked after the next time. */
  public RunStatus status() {
    if (tables.stream().anyMatch(each -> each.status() == TableStatus.FAILED)) {
      return RunStatus.FAILED;
    }
    return tables.stream().anyMatch(each -> each.changes().isAny())
        ? RunStatus.PUBLISHED
        : RunStatus.UNCHANGED;
  }
}
