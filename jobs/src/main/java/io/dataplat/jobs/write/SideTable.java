package io.dataplat.jobs.write;

import org.apache.iceberg.SnapshotRef;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a batch in a table beside its target, for as long as they are staged: what is read twice
 * must not be computed twice.
 */
record SideTable(StageTarget target, String suffix) {

  String name() {
    var table = target.branch().table().name();
    return table.substring(0, table.length() - 1) + "__" + target.branch().name() + suffix + "`";
  }

  Dataset<Row> rows() {
    return target.session().table(name());
  }

  /** Writes the rows, and tells how many there are. */
  long write(Dataset<Row> rows) {
    drop();
    rows.writeTo(name()).using("iceberg").createOrReplace();
    return new TargetTable(target.session(), name()).totalRecords(SnapshotRef.MAIN_BRANCH);
  }

  void drop() {
    target.session().sql("DROP TABLE IF EXISTS " + name() + " PURGE");
  }
}
