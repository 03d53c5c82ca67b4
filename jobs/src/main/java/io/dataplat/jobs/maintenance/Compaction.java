package io.dataplat.jobs.maintenance;

import static org.apache.iceberg.actions.RewriteDataFiles.REMOVE_DANGLING_DELETES;
import static org.apache.iceberg.actions.RewriteDataFiles.TARGET_FILE_SIZE_BYTES;

import io.dataplat.jobs.write.TargetTable;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Joins small files to larger ones: data, deletes that lie beside the data, and the table's own
 * metadata. Each commit replaces files by files with the same rows.
 */
record Compaction(SparkSession session, TargetTable target, long targetBytes) {

  private static final int MANY_MANIFESTS = 10;

  /** Returns how many files are gone. */
  long run() {
    var table = target.load();
    if (table.currentSnapshot() == null) {
      return 0;
    }
    var data =
        SparkActions.get(session)
            .rewriteDataFiles(table)
            .binPack()
            .option(TARGET_FILE_SIZE_BYTES, String.valueOf(targetBytes))
            .option(REMOVE_DANGLING_DELETES, String.valueOf(hasDeletes(table)))
            .execute();
    return data.rewrittenDataFilesCount() + deletes() + manifests();
  }

  private static boolean hasDeletes(Table table) {
    return TableSize.of(table).deleteFiles() > 0;
  }

  private long deletes() {
    var table = target.load();
    return hasDeletes(table)
        ? SparkActions.get(session)
            .rewritePositionDeletes(table)
            .execute()
            .rewrittenDeleteFilesCount()
        : 0;
  }

  // A few are no trouble, and to write them anew each time would only make new ones.
  private long manifests() {
    var table = target.load();
    var most = manifestBytes(table) / 2;
    var small =
        table.currentSnapshot().allManifests(table.io()).stream()
            .filter(manifest -> manifest.length() < most)
            .count();
    if (small < MANY_MANIFESTS) {
      return 0;
    }
    var rewritten =
        SparkActions.get(session)
            .rewriteManifests(table)
            .rewriteIf(manifest -> manifest.length() < most)
            .execute()
            .rewrittenManifests();
    long files = 0;
    for (ManifestFile ignored : rewritten) {
      files++;
    }
    return files;
  }

  private static long manifestBytes(Table table) {
    return Long.parseLong(
        table.properties().getOrDefault("commit.manifest.target-size-bytes", "8388608"));
  }
}
