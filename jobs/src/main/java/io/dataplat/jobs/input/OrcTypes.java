package io.dataplat.jobs.input;

import io.dataplat.jobs.session.Widening;
import org.apache.orc.TypeDescription;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The types of ORC files as Spark names them. */
final class OrcTypes {

  private OrcTypes() {}

  /** The columns of a file or a struct. */
  static StructType struct(TypeDescription type) {
    var struct = new StructType();
    for (int i = 0; i < type.getChildren().size(); i++) {
      struct = struct.add(type.getFieldNames().get(i), of(type.getChildren().get(i)));
    }
    return struct;
  }

  private static DataType of(TypeDescription type) {
    return switch (type.getCategory()) {
      case BOOLEAN -> DataTypes.BooleanType;
      case BYTE -> DataTypes.ByteType;
      case SHORT -> DataTypes.ShortType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING, CHAR, VARCHAR -> DataTypes.StringType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampNTZType;
      case TIMESTAMP_INSTANT -> DataTypes.TimestampType;
      case BINARY -> DataTypes.BinaryType;
      case DECIMAL -> DataTypes.createDecimalType(type.getPrecision(), type.getScale());
      case LIST -> DataTypes.createArrayType(of(type.getChildren().get(0)));
      case MAP ->
          DataTypes.createMapType(of(type.getChildren().get(0)), of(type.getChildren().get(1)));
      case STRUCT -> struct(type);
      default -> DataTypes.NullType;
    };
  }

  // Most writers know no other time than the wall clock; the zone of the files makes it an instant.
  static boolean widens(DataType found, DataType declared) {
    return Widening.allows(found, declared)
        || (found.equals(DataTypes.TimestampNTZType) && declared.equals(DataTypes.TimestampType));
  }
}
