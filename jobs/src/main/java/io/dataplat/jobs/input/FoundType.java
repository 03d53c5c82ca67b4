package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.to_json;

import io.dataplat.jobplan.Classification;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** The types of columns that no contract declares: how they are read, and the texts they become. */
final class FoundType {

  private static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";
  private static final Map<String, String> JSON =
      Map.of("timestampFormat", INSTANT, "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private FoundType() {}

  /** A column as a contract would declare it. */
  static ContractColumn column(String name, StructField found) {
    return column(name, found.name(), found.dataType());
  }

  private static ContractColumn column(String name, String sourceName, DataType type) {
    var isArray = type instanceof ArrayType;
    var element = type instanceof ArrayType array ? array.elementType() : type;
    if (element instanceof StructType struct) {
      var fields = Stream.of(struct.fields()).map(FoundType::field).toList();
      return column(name, sourceName, isArray ? "array<struct>" : "struct", Optional.of(fields));
    }
    if (type instanceof NullType || holdsStruct(type)) {
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "columns-not-as-contract",
          "the unknown column `%s` has a type that cannot be kept as a text".formatted(sourceName));
    }
    return column(name, sourceName, type.sql(), Optional.empty());
  }

  private static ContractColumn field(StructField found) {
    return column(found.name(), found);
  }

  private static boolean holdsStruct(DataType type) {
    if (type instanceof ArrayType array) {
      return holdsStruct(array.elementType());
    }
    return type instanceof MapType map
        ? holdsStruct(map.keyType()) || holdsStruct(map.valueType())
        : type instanceof StructType || type instanceof NullType;
  }

  private static ContractColumn column(
      String name, String sourceName, String type, Optional<List<ContractColumn>> fields) {
    return new ContractColumn(
        name,
        sourceName,
        Optional.empty(),
        type,
        true,
        Optional.empty(),
        Classification.INTERNAL,
        Optional.empty(),
        fields,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The text of a value: that of a scalar itself, else JSON. */
  static Column text(Column value, DataType type) {
    if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
      return to_json(value, JSON);
    }
    if (type instanceof TimestampType) {
      return date_format(value, INSTANT);
    }
    return type instanceof BinaryType ? base64(value) : value.cast(DataTypes.StringType);
  }
}
