package io.dataplat.jobs.output;

import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.TargetTable;
import java.util.Iterator;
import java.util.Optional;
import org.apache.iceberg.SnapshotRef;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of a batch in a table of the quarantine's catalog, until a place outside of all catalogs
 * has them: the commit of that table says which attempts of which tasks count.
 */
record HeldRows(SparkSession session, String name) {

  private static final String OWNER = "dataplat.staging-owner";
  // The driver has the rows of one split in memory at a time.
  private static final long SPLIT_BYTES = 8L << 20;

  static HeldRows of(SparkSession session, Quarantine quarantine, String stage) {
    return new HeldRows(
        session, Names.table(quarantine.connection(), quarantine.table() + "__" + stage));
  }

  private TargetTable table() {
    return new TargetTable(session, name);
  }

  /** The attempt whose rows are there. */
  Optional<String> owner() {
    return Optional.of(table())
        .filter(TargetTable::exists)
        .map(table -> table.load().properties().getOrDefault(OWNER, ""));
  }

  /** Computes and keeps the rows, and tells how many there are. */
  long write(Dataset<Row> rows, String owner) {
    drop();
    rows.writeTo(name).using("iceberg").tableProperty(OWNER, owner).createOrReplace();
    return table().totalRecords(SnapshotRef.MAIN_BRANCH);
  }

  Dataset<Row> rows() {
    return session.table(name);
  }

  /** The rows, brought here split by split. */
  Iterator<Row> here() {
    return session.read().option("split-size", SPLIT_BYTES).table(name).toLocalIterator();
  }

  void drop() {
    session.sql("DROP TABLE IF EXISTS " + name + " PURGE");
  }
}
