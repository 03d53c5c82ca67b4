package io.dataplat.jobs.replay;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.QuarantineColumn;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.TargetTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What lies in the quarantine table of a task, now and at earlier snapshots. */
record QuarantinedRows(SparkSession session, JobPlan plan, TargetTable table) {

  /** The table of a plan; none if no row of its task was ever rejected. */
  static Optional<QuarantinedRows> of(SparkSession session, JobPlan plan) {
    return plan.quarantine()
        .map(each -> new TargetTable(session, Names.table(each.connection(), each.table())))
        .filter(TargetTable::exists)
        .map(table -> new QuarantinedRows(session, plan, table));
  }

  /** The rejected rows of all batches, or of those named, in the order of their batches. */
  List<RejectedRows> all(Optional<Long> snapshot) {
    var keys = List.of(batch(), dataset(), gate(), rules());
    return rows(snapshot)
        .where(batch().startsWith(plan.identity().taskId() + "/"))
        .groupBy(keys.toArray(Column[]::new))
        .count()
        .orderBy(batch(), gate(), array_join(rules(), ","))
        .collectAsList()
        .stream()
        .map(QuarantinedRows::rejected)
        .toList();
  }

  private static RejectedRows rejected(Row row) {
    return new RejectedRows(
        row.getString(0), row.getString(1), row.getString(2), row.getList(3), row.getLong(4));
  }

  /**
   * How many rows some batches had at a snapshot that these batches have no longer. A row is known
   * by its place, or by its content where steps made it.
   */
  long released(Optional<Long> snapshot, Collection<String> before, Collection<String> now) {
    return places(snapshot, before).exceptAll(places(Optional.empty(), now)).count();
  }

  private Dataset<Row> places(Optional<Long> snapshot, Collection<String> batches) {
    return rows(snapshot)
        .where(batch().isInCollection(batches))
        .select(
            dataset(),
            gate(),
            coalesce(
                col(QuarantineColumn.POSITION.column()),
                col(QuarantineColumn.ROW.column()),
                lit("")));
  }

  private Dataset<Row> rows(Optional<Long> snapshot) {
    var suffix = snapshot.map(id -> "." + Names.quote("snapshot_id_" + id)).orElse("");
    return session.table(table.name() + suffix);
  }

  private static Column batch() {
    return col(QuarantineColumn.BATCH_ID.column());
  }

  private static Column dataset() {
    return col(QuarantineColumn.DATASET.column());
  }

  private static Column gate() {
    return col(QuarantineColumn.GATE.column());
  }

  private static Column rules() {
    return col(QuarantineColumn.RULES.column());
  }
}
