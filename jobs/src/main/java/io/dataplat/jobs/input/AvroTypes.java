package io.dataplat.jobs.input;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/** The types of Avro files as Spark names them. */
final class AvroTypes {

  private AvroTypes() {}

  /** The columns of a file. */
  static StructType of(Schema file) {
    return struct(file, new HashSet<>());
  }

  /** The type of the values that are not null. */
  static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    var others =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? others.get(0) : schema;
  }

  private static StructType struct(Schema record, Set<String> around) {
    var struct = new StructType();
    for (var field : record.getFields()) {
      struct = struct.add(field.name(), of(field.schema(), around));
    }
    return struct;
  }

  private static DataType of(Schema schema, Set<String> around) {
    var type = withoutNull(schema);
    if (type.getLogicalType() != null) {
      return logical(type);
    }
    return switch (type.getType()) {
      case BOOLEAN -> DataTypes.BooleanType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING, ENUM -> DataTypes.StringType;
      case BYTES, FIXED -> DataTypes.BinaryType;
      case ARRAY -> DataTypes.createArrayType(of(type.getElementType(), around));
      case MAP -> DataTypes.createMapType(DataTypes.StringType, of(type.getValueType(), around));
      case RECORD -> nested(type, around);
      case UNION, NULL -> DataTypes.NullType;
    };
  }

  // A record may hold itself, which no column can.
  private static DataType nested(Schema record, Set<String> around) {
    if (!around.add(record.getFullName())) {
      return DataTypes.NullType;
    }
    var struct = struct(record, around);
    around.remove(record.getFullName());
    return struct;
  }

  private static DataType logical(Schema type) {
    if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return decimal.getPrecision() > DecimalType.MAX_PRECISION()
          ? DataTypes.NullType
          : DataTypes.createDecimalType(decimal.getPrecision(), decimal.getScale());
    }
    return switch (type.getLogicalType().getName()) {
      case "date" -> DataTypes.DateType;
      case "timestamp-millis", "timestamp-micros", "timestamp-nanos" -> DataTypes.TimestampType;
      case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" ->
          DataTypes.TimestampNTZType;
      case "uuid" ->
          type.getType() == Schema.Type.STRING ? DataTypes.StringType : DataTypes.BinaryType;
      default -> DataTypes.NullType;
    };
  }
}
