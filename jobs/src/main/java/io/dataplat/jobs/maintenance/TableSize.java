package io.dataplat.jobs.maintenance;

import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** How many files readers of a table have to open, and how large they are. */
public record TableSize(long files, long bytes, long deleteFiles) {

  /** A table without files. */
  static final TableSize NONE = new TableSize(0, 0, 0);

  /** What readers see now. */
  static TableSize of(Table table) {
    Snapshot head = table.currentSnapshot();
    Map<String, String> summary = head == null ? Map.of() : head.summary();
    return new TableSize(
        count(summary, "total-data-files"),
        count(summary, "total-files-size"),
        count(summary, "total-delete-files"));
  }

  private static long count(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }
}
