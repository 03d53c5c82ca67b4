package io.dataplat.jobs.session;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.QuarantineColumn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The Spark types of contract columns. */
public final class ColumnTypes {

  // Spark's parser is the most expensive code that a short run meets.
  private static final Map<String, DataType> PARSED = new ConcurrentHashMap<>();

  private ColumnTypes() {}

  /** The type that a text names, like {@code decimal(12,2)}. */
  public static DataType of(String text) {
    return PARSED.computeIfAbsent(text, DataType::fromDDL);
  }

  /** The type of a column, nested fields included. */
  public static DataType of(ContractColumn column) {
    return switch (column.type()) {
      case "struct" -> struct(column.fields().orElse(List.of()));
      case "array<struct>" -> DataTypes.createArrayType(struct(column.fields().orElse(List.of())));
      default -> of(column.type());
    };
  }

  /** The row type of columns, in their order. Nullability is a rule on rows, not on types. */
  public static StructType struct(List<ContractColumn> columns) {
    return new StructType(
        columns.stream()
            .map(column -> DataTypes.createStructField(column.name(), of(column), true))
            .toArray(StructField[]::new));
  }

  /** The row type of files with types: their names are those outside, nested ones too. */
  public static StructType stored(List<ContractColumn> columns) {
    return new StructType(
        columns.stream()
            .map(column -> DataTypes.createStructField(column.sourceName(), stored(column), true))
            .toArray(StructField[]::new));
  }

  /** The type of a column in such a file. */
  public static DataType stored(ContractColumn column) {
    return switch (column.type()) {
      case "struct" -> stored(column.fields().orElse(List.of()));
      case "array<struct>" -> DataTypes.createArrayType(stored(column.fields().orElse(List.of())));
      default -> of(column);
    };
  }

  /** The row type of quarantine tables. */
  public static StructType quarantine() {
    return new StructType(
        QuarantineColumn.all().stream()
            .map(each -> DataTypes.createStructField(each.column(), of(each.type()), true))
            .toArray(StructField[]::new));
  }
}
