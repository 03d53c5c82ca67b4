package io.dataplat.jobs.write;

import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The upsert as a maximum (semantics 5.7): of each key the greatest (sequence, row) stays, so that
 * order, repetition and splitting of batches do not matter.
 */
final class Upsert {

  private final StageTarget target;
  private final RowOrder order;

  Upsert(StageTarget target) {
    this.target = target;
    this.order = new RowOrder(target.dataset(), target.write());
  }

  Staged stage(Dataset<Row> rows) {
    var source = target.side("");
    var before = target.branch().liveRecords();
    var accepted = source.write(order.greatest(rows, target.write().keys()));
    var counters = count(source.name());
    target.session().sql(merge(source.name()));
    var inserted = counters.getOrDefault("inserted", 0L);
    var merged = counters.values().stream().mapToLong(Long::longValue).sum();
    return Staged.of(accepted, counters, source::rows)
        .with(new Balance("rows merged", accepted, merged))
        .with(new Balance("rows inserted", inserted, target.branch().liveRecords() - before));
  }

  private Map<String, Long> count(String source) {
    var absent = "t." + TechnicalColumns.BATCH_ID + " IS NULL";
    var row =
        target
            .session()
            .sql(
                """
                SELECT count_if(%1$s),
                  count_if(NOT (%1$s) AND (%2$s)),
                  count_if(NOT (%1$s) AND NOT (%2$s) AND %3$s),
                  count_if(NOT (%1$s) AND NOT (%2$s) AND NOT (%3$s))
                FROM %4$s s LEFT JOIN %5$s t ON %6$s"""
                    .formatted(
                        absent,
                        isReplaced(),
                        isEqual(),
                        source,
                        target.branch().sql(),
                        target.onKeys()))
            .first();
    var counters = new LinkedHashMap<String, Long>();
    var names = List.of("inserted", "updated", "unchanged", "stale");
    names.forEach(name -> counters.put(name, row.getLong(names.indexOf(name))));
    return counters;
  }

  private String merge(String source) {
    return """
        MERGE INTO %s t USING %s s ON %s
        WHEN MATCHED AND (%s) THEN UPDATE SET *
        WHEN NOT MATCHED THEN INSERT *"""
        .formatted(target.branch().sql(), source, target.onKeys(), isReplaced());
  }

  // What this batch itself wrote is replaced in any case: a corrected re-run may lower a value.
  private String isReplaced() {
    return "%s > %s OR (t.%s = %s AND NOT (%s))"
        .formatted(
            order.sql("s"),
            order.sql("t"),
            TechnicalColumns.BATCH_ID,
            Names.literal(target.batch().value()),
            isEqual());
  }

  private String isEqual() {
    return order.sql("s") + " <=> " + order.sql("t");
  }
}
