package io.dataplat.jobs.write;

import io.dataplat.jobplan.TechnicalColumns;
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

  /** The rows that are there to stay: without those that mean that their key is gone. */
  Dataset<Row> kept() {
    return target.tombstones().isPresent()
        ? rows().where("NOT " + TechnicalColumns.IS_DELETE)
        : rows();
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
