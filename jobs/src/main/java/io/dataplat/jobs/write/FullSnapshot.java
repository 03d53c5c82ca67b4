package io.dataplat.jobs.write;

import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.TechnicalColumns;
import java.util.LinkedHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings a table to the state of a source that delivers all it has (semantics 5.11). Rows are
 * compared by their hash, and what is as it was is not written.
 */
final class FullSnapshot {

  private static final String CHANGED =
      "NOT (t.%1$s <=> s.%1$s)".formatted(TechnicalColumns.ROW_HASH);

  private final StageTarget target;
  private final SideTable source;
  private final boolean isAbsentDeleted;

  FullSnapshot(StageTarget target) {
    this.target = target;
    this.source = target.side("");
    this.isAbsentDeleted = target.write().absent().filter(AbsentKeys.DELETE::equals).isPresent();
  }

  Staged stage(Dataset<Row> rows) {
    var before = target.branch().liveRecords();
    var order = new RowOrder(target.dataset(), target.write());
    var accepted = source.write(order.greatest(rows, target.write().keys()));
    var row = target.session().sql(comparison()).first();
    var inserted = row.getLong(0);
    var updated = row.getLong(1);
    var removed = isAbsentDeleted ? row.getLong(3) : 0;
    if (inserted + updated + removed == 0) {
      target.branch().advance();
    } else {
      target.session().sql(merge());
    }
    var counters = new LinkedHashMap<String, Long>();
    counters.put("inserted", inserted);
    counters.put("updated", updated);
    counters.put("unchanged", row.getLong(2));
    var merged = inserted + updated + row.getLong(2);
    if (isAbsentDeleted) {
      counters.put("removed", removed);
    }
    var staged =
        Staged.of(accepted, counters, source::rows)
            .with(new Balance("rows compared", accepted, merged))
            .with(
                new Balance(
                    "rows of the table",
                    before + inserted - removed,
                    target.branch().liveRecords()));
    return target
        .write()
        .maxRemoved()
        .map(most -> staged.with(new Removal(removed, row.getLong(4), most)))
        .orElse(staged);
  }

  private String comparison() {
    var isNew = "t." + TechnicalColumns.BATCH_ID + " IS NULL";
    var isAbsent = "s." + TechnicalColumns.BATCH_ID + " IS NULL";
    return """
        SELECT count_if(%1$s), count_if(NOT %1$s AND NOT %2$s AND %3$s),
          count_if(NOT %1$s AND NOT %2$s AND NOT (%3$s)), count_if(%2$s), count_if(NOT %1$s)
        FROM %4$s s FULL OUTER JOIN %5$s t ON %6$s"""
        .formatted(isNew, isAbsent, CHANGED, source.name(), target.branch().sql(), target.onKeys());
  }

  private String merge() {
    return """
        MERGE INTO %s t USING %s s ON %s
        WHEN MATCHED AND %s THEN UPDATE SET *
        WHEN NOT MATCHED THEN INSERT *%s"""
        .formatted(
            target.branch().sql(),
            source.name(),
            target.onKeys(),
            CHANGED,
            isAbsentDeleted ? " WHEN NOT MATCHED BY SOURCE THEN DELETE" : "");
  }
}
