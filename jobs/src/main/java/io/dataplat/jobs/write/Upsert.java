package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.SnapshotRef;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;

/**
 * The upsert as a maximum (semantics 5.7): of each key the greatest (sequence, row) stays, so that
 * order, repetition and splitting of batches do not matter.
 */
final class Upsert {

  private final StageTarget target;
  private final List<String> keys;
  private final List<String> order;

  Upsert(StageTarget target) {
    this.target = target;
    this.keys = target.write().keys();
    this.order = order();
  }

  Staged stage(Dataset<Row> rows) {
    var table = target.branch().table();
    var source = new TargetTable(target.session(), sourceName(table.name()));
    target.session().sql("DROP TABLE IF EXISTS " + source.name() + " PURGE");
    collapse(rows).writeTo(source.name()).using("iceberg").createOrReplace();
    var accepted = source.totalRecords(SnapshotRef.MAIN_BRANCH);
    var counters = count(source.name(), table.name());
    target.session().sql(merge(source.name()));
    return new Staged(accepted, counters, () -> target.session().table(source.name()));
  }

  /** Removes what staging left beside the table. */
  static void clean(StageTarget target) {
    var source = sourceName(target.branch().table().name(), target.branch().name());
    target.session().sql("DROP TABLE IF EXISTS " + source + " PURGE");
  }

  private String sourceName(String table) {
    return sourceName(table, target.branch().name());
  }

  private static String sourceName(String table, String branch) {
    return table.substring(0, table.length() - 1) + "__" + branch + "`";
  }

  // The sequence first, then every column that the steps deliver, in contract order.
  private List<String> order() {
    var names = new ArrayList<>(target.write().sequenceBy());
    target.dataset().columns().stream()
        .filter(column -> column.generated().isEmpty())
        .map(ContractColumn::name)
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    return List.copyOf(names);
  }

  private Dataset<Row> collapse(Dataset<Row> rows) {
    var names = Stream.of(rows.columns()).toList();
    var order =
        struct(this.order.stream().map(name -> expr(comparable("", name))).toArray(Column[]::new));
    var best = max_by(struct(columns(names)), order).as("_best");
    return rows.groupBy(columns(keys))
        .agg(best)
        .select(
            names.stream()
                .map(name -> col("_best." + Names.quote(name)).as(name))
                .toArray(Column[]::new));
  }

  // A map has no order of its own; its sorted entries have.
  private String comparable(String prefix, String name) {
    var value = prefix + Names.quote(name);
    var isMap =
        target.dataset().columns().stream()
            .anyMatch(each -> each.name().equals(name) && ColumnTypes.of(each) instanceof MapType);
    return isMap ? "array_sort(map_entries(" + value + "))" : value;
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(Names.quote(name))).toArray(Column[]::new);
  }

  private Map<String, Long> count(String source, String table) {
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
                    .formatted(absent, isReplaced(), isEqual(), source, table, onKeys()))
            .first();
    var counters = new LinkedHashMap<String, Long>();
    counters.put("inserted", row.getLong(0));
    counters.put("updated", row.getLong(1));
    counters.put("unchanged", row.getLong(2));
    counters.put("stale", row.getLong(3));
    return counters;
  }

  private String merge(String source) {
    return """
        MERGE INTO %s t USING %s s ON %s
        WHEN MATCHED AND (%s) THEN UPDATE SET *
        WHEN NOT MATCHED THEN INSERT *"""
        .formatted(target.branch().sql(), source, onKeys(), isReplaced());
  }

  // What this batch itself wrote is replaced in any case: a corrected re-run may lower a value.
  private String isReplaced() {
    return "%s > %s OR (t.%s = %s AND NOT (%s))"
        .formatted(
            named("s"),
            named("t"),
            TechnicalColumns.BATCH_ID,
            Names.literal(target.batch().value()),
            isEqual());
  }

  private String isEqual() {
    return named("s") + " <=> " + named("t");
  }

  private String named(String alias) {
    return order.stream()
        .map(name -> Names.literal(name) + ", " + comparable(alias + ".", name))
        .collect(Collectors.joining(", ", "named_struct(", ")"));
  }

  private String onKeys() {
    return keys.stream()
        .map(key -> "t.%1$s = s.%1$s".formatted(Names.quote(key)))
        .collect(Collectors.joining(" AND "));
  }
}
