package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;

/**
 * The order of the rows of one key: by their sequence first, then by every column that the steps
 * deliver, in contract order.
 */
public record RowOrder(DatasetContract dataset, Write write) {

  /** The columns by which rows are compared, the first that differs decides. */
  public List<String> names() {
    var names = new ArrayList<>(write.sequenceBy());
    dataset.columns().stream()
        .filter(column -> column.generated().isEmpty())
        .map(ContractColumn::name)
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    return List.copyOf(names);
  }

  /** The place of a row in the order, as SQL. */
  String sql(String alias) {
    return names().stream()
        .map(name -> Names.literal(name) + ", " + comparable(alias + "." + Names.quote(name), name))
        .collect(Collectors.joining(", ", "named_struct(", ")"));
  }

  /** The greatest row of each group. */
  public Dataset<Row> greatest(Dataset<Row> rows, List<String> group) {
    var names = Stream.of(rows.columns()).toList();
    var order =
        struct(
            names().stream()
                .map(name -> expr(comparable(Names.quote(name), name)))
                .toArray(Column[]::new));
    var best = max_by(struct(columns(names)), order).as("_best");
    return rows.groupBy(columns(group))
        .agg(best)
        .select(
            names.stream()
                .map(name -> col("_best." + Names.quote(name)).as(name))
                .toArray(Column[]::new));
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(Names.quote(name))).toArray(Column[]::new);
  }

  // A map has no order of its own; its sorted entries have.
  private String comparable(String value, String name) {
    var isMap =
        dataset.column(name).filter(each -> ColumnTypes.of(each) instanceof MapType).isPresent();
    return isMap ? "array_sort(map_entries(" + value + "))" : value;
  }
}
