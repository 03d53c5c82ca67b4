package io.dataplat.jobplan;

import java.util.List;

/** The upkeep of tables: those that one run of it walks, in this order. */
public record Maintenance(List<MaintainedTable> tables) {
  /** Copies what the caller may still change. */
  public Maintenance {
    tables = List.copyOf(tables);
  }
}
