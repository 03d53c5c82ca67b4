package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.session.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The upsert whose rows may say that their key is gone (semantics 5.8). A delete is a change like
 * every other: the greatest change of a key counts, and of equal sequences the delete.
 */
final class DeletingUpsert {

  private static final List<String> OF_DELETES =
      List.of("unchanged", "stale", "deleted", "deletedAbsent");
  private static final List<String> OUTCOMES =
      List.of("inserted", "updated", "unchanged", "stale", "deleted", "deletedAbsent");

  private final StageTarget target;
  private final Tombstones tombstones;
  private final RowOrder order;
  private final SideTable changes;

  DeletingUpsert(StageTarget target, Tombstones tombstones) {
    this.target = target;
    this.tombstones = tombstones;
    this.order = new RowOrder(target.dataset(), target.write());
    this.changes = target.side("");
  }

  Staged stage(Dataset<Row> rows) {
    var before = target.branch().liveRecords();
    var accepted = changes.write(judged(order.greatest(rows, target.write().keys())));
    var deeds = counts("_does");
    target.session().sql(merge());
    tombstones.replace(changes.rows());
    var expected = before + deeds.getOrDefault("insert", 0L) - deeds.getOrDefault("delete", 0L);
    var counters = outcomes(counts("_became"));
    var merged = counters.values().stream().mapToLong(Long::longValue).sum();
    return Staged.of(accepted, counters, changes::kept)
        .with(new Balance("rows merged", accepted, merged))
        .with(new Balance("rows of the table", expected, target.branch().liveRecords()));
  }

  // What becomes of each change is found out once, beside the change itself.
  private Dataset<Row> judged(Dataset<Row> rows) {
    var stored = target.session().table(target.branch().sql()).as("t");
    var greatest = tombstones.greatest(order.sequence("t"), "_buried");
    return rows.as("s")
        .join(stored, expr(target.onKeys()), "left")
        .join(target.session().sql(greatest).as("d"), expr(onKeysOfDeletes()), "left")
        .select(col("s.*"), expr(became()).as("_became"), expr(does()).as("_does"));
  }

  private String onKeysOfDeletes() {
    return target.write().keys().stream()
        .map(key -> "d.%1$s = s.%1$s".formatted(Names.quote(key)))
        .collect(Collectors.joining(" AND "));
  }

  private String became() {
    return """
        CASE
          WHEN s.%1$s AND %2$s THEN
            CASE WHEN d._buried IS NULL OR %3$s > d._buried THEN 'deletedAbsent'
              WHEN %3$s = d._buried THEN 'unchanged' ELSE 'stale' END
          WHEN s.%1$s THEN IF(%3$s >= %4$s OR %5$s, 'deleted', 'stale')
          WHEN %6$s THEN 'stale'
          WHEN %2$s THEN 'inserted'
          WHEN %7$s THEN 'unchanged'
          WHEN %8$s > %9$s OR %5$s THEN 'updated'
          ELSE 'stale' END"""
        .formatted(
            TechnicalColumns.IS_DELETE,
            isAbsent(),
            order.sequence("s"),
            order.sequence("t"),
            isOfThisBatch(),
            isBuried(),
            order.sql("s") + " <=> " + order.sql("t"),
            order.sql("s"),
            order.sql("t"));
  }

  // A corrected re-run may make a row of its own so old that a delete comes after it.
  private String does() {
    return """
        CASE WHEN NOT s.%1$s AND %2$s THEN IF(%3$s, 'delete', NULL)
          ELSE CASE %4$s WHEN 'deleted' THEN 'delete' WHEN 'inserted' THEN 'insert'
            WHEN 'updated' THEN 'update' END END"""
        .formatted(
            TechnicalColumns.IS_DELETE,
            isBuried(),
            "NOT (" + isAbsent() + ") AND " + isOfThisBatch(),
            became());
  }

  private static String isAbsent() {
    return "t." + TechnicalColumns.BATCH_ID + " IS NULL";
  }

  private String isBuried() {
    return "coalesce(" + order.sequence("s") + " <= d._buried, false)";
  }

  private String isOfThisBatch() {
    var batch = Names.literal(target.batch().value());
    return "(t." + TechnicalColumns.BATCH_ID + " <=> " + batch + ")";
  }

  private Map<String, Long> counts(String column) {
    var counts = new LinkedHashMap<String, Long>();
    target
        .session()
        .sql("SELECT %1$s, count(*) FROM %2$s GROUP BY 1".formatted(column, changes.name()))
        .collectAsList()
        .forEach(row -> counts.put(String.valueOf(row.get(0)), row.getLong(1)));
    return counts;
  }

  private Map<String, Long> outcomes(Map<String, Long> counts) {
    var names = target.write().mode() == WriteMode.DELETE ? OF_DELETES : OUTCOMES;
    var outcomes = new LinkedHashMap<String, Long>();
    names.forEach(name -> outcomes.put(name, counts.getOrDefault(name, 0L)));
    return outcomes;
  }

  private String merge() {
    return """
        MERGE INTO %s t USING %s s ON %s
        WHEN MATCHED AND s._does = 'delete' THEN DELETE
        WHEN MATCHED AND s._does = 'update' THEN UPDATE SET *
        WHEN NOT MATCHED AND s._does = 'insert' THEN INSERT *"""
        .formatted(target.branch().sql(), changes.name(), target.onKeys());
  }
}
