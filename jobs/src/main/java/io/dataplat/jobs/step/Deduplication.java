package io.dataplat.jobs.step;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dataplat.jobplan.Deduplicate;
import io.dataplat.jobplan.Keep;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.Names;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.MapType;

/**
 * Keeps of each key the greatest (or least) row by the order column, then by all columns, so that
 * no partitioning and no order of files changes the result.
 */
final class Deduplication {

  // No column of a step may be taken for it.
  private static final String PLACE = "_dataplat_place";

  private final String step;
  private final Deduplicate rule;

  Deduplication(String step, Deduplicate rule) {
    this.step = step;
    this.rule = rule;
  }

  Dataset<Row> apply(Dataset<Row> rows) {
    var names = Arrays.asList(rows.columns());
    return switch (rule.nullKeys()) {
      case FAIL -> best(rows, names);
      case DROP -> best(rows.where(hasKey(rule)), names);
      case KEEP -> bestAndThoseWithoutKey(rows, names);
    };
  }

  private Dataset<Row> best(Dataset<Row> rows, List<String> names) {
    var row = struct(quoted(names));
    var best = isLatest() ? max_by(row, order(rows, names)) : min_by(row, order(rows, names));
    return rows.groupBy(rule.keys().stream().map(this::key).toArray(Column[]::new))
        .agg(best.as("_best"))
        .select("_best.*");
  }

  // Rows without a key are spread by their content, so that they do not crowd one task.
  private Dataset<Row> bestAndThoseWithoutKey(Dataset<Row> rows, List<String> names) {
    var order = order(rows, names);
    var keys = Stream.concat(rule.keys().stream().map(key -> col(Names.quote(key))), spread(rows));
    var places =
        Window.partitionBy(keys.toArray(Column[]::new))
            .orderBy(isLatest() ? order.desc() : order.asc());
    return rows.withColumn(PLACE, row_number().over(places))
        .where(col(PLACE).equalTo(1).or(not(hasKey(rule))))
        .drop(PLACE);
  }

  private Stream<Column> spread(Dataset<Row> rows) {
    var values =
        Stream.of(rows.schema().fields())
            .filter(field -> field.dataType() instanceof AtomicType)
            .map(field -> col(Names.quote(field.name())))
            .toArray(Column[]::new);
    return Stream.of(when(not(hasKey(rule)), xxhash64(values)));
  }

  /** Whether no key column of a row is null. */
  static Column hasKey(Deduplicate rule) {
    return rule.keys().stream()
        .map(key -> col(Names.quote(key)).isNotNull())
        .reduce(Column::and)
        .orElse(lit(true));
  }

  private boolean isLatest() {
    return keep().latestBy().isPresent();
  }

  private Keep keep() {
    return rule.keep()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.PLAN_REFUSED, "plan-malformed", "step `" + step + "` has no `keep`"));
  }

  // Null is not equal to null: to merge such rows would lose data without a word.
  private Column key(String name) {
    var value = col(Names.quote(name));
    var message = "null-key in step " + step + ", column " + name;
    return when(value.isNull(), raise_error(lit(message))).otherwise(value).as(name);
  }

  private Column order(Dataset<Row> rows, List<String> names) {
    var first = keep().latestBy().or(() -> keep().earliestBy()).orElseThrow();
    var columns =
        Stream.concat(
                Stream.of(first), names.stream().filter(name -> !name.equalsIgnoreCase(first)))
            .map(name -> comparable(rows, name))
            .toArray(Column[]::new);
    return struct(columns);
  }

  // A map has no order of its own; its sorted entries have.
  private static Column comparable(Dataset<Row> rows, String name) {
    var value = col(Names.quote(name));
    var isMap = rows.schema().apply(name).dataType() instanceof MapType;
    return isMap ? array_sort(map_entries(value)).as(name) : value;
  }

  private static Column[] quoted(List<String> names) {
    return names.stream().map(name -> col(Names.quote(name))).toArray(Column[]::new);
  }
}
