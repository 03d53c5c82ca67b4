package io.dataplat.sql.spark;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes data types as the DDL text that contracts use. */
final class TypeText {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private TypeText() {}

  static String of(DataType type) {
    if (type instanceof ArrayType array) {
      return "array<" + of(array.elementType()) + ">";
    }
    if (type instanceof MapType map) {
      return "map<" + of(map.keyType()) + "," + of(map.valueType()) + ">";
    }
    if (type instanceof StructType struct) {
      return java.util.Arrays.stream(struct.fields())
          .map(TypeText::field)
          .collect(Collectors.joining(",", "struct<", ">"));
    }
    return type.sql().toLowerCase(Locale.ROOT);
  }

  private static String field(StructField field) {
    return name(field.name()) + ":" + of(field.dataType());
  }

  private static String name(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
  }
}
