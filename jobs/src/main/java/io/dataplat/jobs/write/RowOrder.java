package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max_by;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.MapType;

/**
 * The order of the rows of one key: by their sequence first, then by every column that the steps
 * deliver, in contract order.
 */
public record RowOrder(DatasetContract dataset, Write write) {

  /**
   * The columns by which rows are compared, the first that differs decides; of equal sequences a
   * delete is the greatest row.
   */
  public List<String> names() {
    var names = new ArrayList<>(write.sequenceBy());
    write.deletes().ifPresent(deletes -> names.add(TechnicalColumns.IS_DELETE));
    dataset.columns().stream()
        .filter(column -> column.generated().isEmpty())
        .map(ContractColumn::name)
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    return List.copyOf(names);
  }

  /** The place of a row of the table in the order, as SQL. */
  public String sql(String alias) {
    return struct(alias, name -> name.equals(TechnicalColumns.IS_DELETE) ? "false" : "%s");
  }

  /** The place of a change, which may be a delete: that is its key and sequence alone. */
  String ofChange(String alias) {
    if (write.deletes().isEmpty()) {
      return sql(alias);
    }
    var ofDeletes = Stream.of(write.sequenceBy(), List.of(TechnicalColumns.IS_DELETE));
    var kept = ofDeletes.flatMap(List::stream).toList();
    var isDelete = alias + "." + TechnicalColumns.IS_DELETE;
    return struct(alias, name -> kept.contains(name) ? "%s" : "IF(" + isDelete + ", NULL, %s)");
  }

  private String struct(String alias, UnaryOperator<String> form) {
    return names().stream()
        .map(
            name ->
                Names.literal(name)
                    + ", "
                    + form.apply(name).formatted(comparable(alias + "." + Names.quote(name), name)))
        .collect(Collectors.joining(", ", "named_struct(", ")"));
  }

  /** The sequence of a row alone, as SQL. */
  String sequence(String alias) {
    return write.sequenceBy().stream()
        .map(name -> Names.literal(name) + ", " + alias + "." + Names.quote(name))
        .collect(Collectors.joining(", ", "named_struct(", ")"));
  }

  /** The greatest row of each group. */
  public Dataset<Row> greatest(Dataset<Row> rows, List<String> group) {
    var names = Stream.of(rows.columns()).toList();
    var order =
        functions.struct(
            names().stream()
                .map(name -> expr(comparable(Names.quote(name), name)))
                .toArray(Column[]::new));
    var best = max_by(functions.struct(columns(names)), order).as("_best");
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
