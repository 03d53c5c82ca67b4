package io.dataplat.jobplan;

import java.util.List;

/** The upkeep of one table; no plan of version 1.0 has one. */
public record Maintenance(
    String dataset,
    long compactTargetBytes,
    String expireMinAge,
    String expireMaxHold,
    String orphanAge,
    List<Reader> readers) {
  /** Copies what the caller may still change. */
  public Maintenance {
    readers = List.copyOf(readers);
  }

  /** A task that must still find its snapshots. */
  public record Reader(String task, String dataset, String ledgerKey) {}
}
