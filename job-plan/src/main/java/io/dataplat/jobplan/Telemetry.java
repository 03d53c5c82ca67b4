package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** Where a job records what it did. */
public record Telemetry(
    String runsTable,
    String epochsTable,
    Optional<OpenLineage> openLineage,
    List<ColumnLineage> columnLineage) {
  /** Copies what the caller may still change. */
  public Telemetry {
    columnLineage = List.copyOf(columnLineage);
  }

  /** Where lineage events go. */
  public record OpenLineage(String connection, String namespace) {}

  /** Which columns one column of an output comes from. */
  public record ColumnLineage(String output, String column, List<Origin> from) {

    /** Copies what the caller may still change. */
    public ColumnLineage {
      from = List.copyOf(from);
    }
  }

  /** One source column of an output column. */
  public record Origin(String dataset, String column, String kind, boolean masked) {}
}
