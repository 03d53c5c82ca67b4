package io.dataplat.jobs.delta;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.PartitionField;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The properties that a contract gives to its Delta table. */
record DeltaProperties(DatasetContract dataset) {

  private static final String BOUNDS_OF = "delta.dataSkippingStatsColumns";
  // Delta hands its properties on to the writer of Parquet, which keeps bounds in each file, too.
  private static final String STATISTICS = "parquet.column.statistics.enabled#";
  private static final List<DataType> ORDERED =
      List.of(
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType,
          DataTypes.StringType);

  /** All of them, by the names that Delta gives them. */
  Map<String, String> all() {
    var properties = new LinkedHashMap<String, String>();
    properties.put(BOUNDS_OF, withBounds());
    dataset.columns().stream()
        .filter(DeltaProperties::isPersonal)
        .flatMap(column -> leaves(column.name(), ColumnTypes.of(column)))
        .forEach(leaf -> properties.put(STATISTICS + leaf, "false"));
    return properties;
  }

  // The bounds that a log keeps of columns are values of the data.
  private String withBounds() {
    var open =
        dataset.columns().stream()
            .filter(column -> !isPersonal(column) && hasBounds(ColumnTypes.of(column)))
            .filter(column -> dataset.partitionBy().stream().noneMatch(isBy(column)))
            .map(ContractColumn::name);
    return Stream.concat(Stream.of(TechnicalColumns.BATCH_ID), open)
        .map(Names::quote)
        .collect(Collectors.joining(","));
  }

  private static Predicate<PartitionField> isBy(ContractColumn column) {
    return field -> field.column().equals(column.name());
  }

  private static boolean hasBounds(DataType type) {
    return type instanceof NumericType || ORDERED.contains(type);
  }

  private static boolean isPersonal(ContractColumn column) {
    return column.classification().isPersonal()
        || column.fields().orElse(List.of()).stream().anyMatch(DeltaProperties::isPersonal);
  }

  private static Stream<String> leaves(String path, DataType type) {
    if (type instanceof StructType struct) {
      return Stream.of(struct.fields())
          .flatMap(field -> leaves(path + "." + field.name(), field.dataType()));
    }
    if (type instanceof ArrayType array) {
      return leaves(path + ".list.element", array.elementType());
    }
    if (type instanceof MapType map) {
      return Stream.concat(
          leaves(path + ".key_value.key", map.keyType()),
          leaves(path + ".key_value.value", map.valueType()));
    }
    return Stream.of(path);
  }
}
