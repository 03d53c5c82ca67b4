package io.dataplat.jobs.database;

import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/** What a database calls the types of contracts. */
public final class DatabaseTypes {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("string", "text"),
          Map.entry("boolean", "boolean"),
          Map.entry("smallint", "smallint"),
          Map.entry("short", "smallint"),
          Map.entry("int", "integer"),
          Map.entry("integer", "integer"),
          Map.entry("bigint", "bigint"),
          Map.entry("long", "bigint"),
          Map.entry("float", "real"),
          Map.entry("double", "double precision"),
          Map.entry("date", "date"),
          Map.entry("timestamp", "timestamptz"),
          Map.entry("timestamp_ntz", "timestamp"),
          Map.entry("binary", "bytea"));

  private DatabaseTypes() {}

  /** The name in SQL of the database; the compiler lets only types pass that have one. */
  public static String name(DataType type) {
    if (type instanceof DecimalType decimal) {
      return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    var name = NAMES.get(type.typeName());
    if (name == null) {
      throw new IllegalArgumentException("no type of a database is `" + type.sql() + "`");
    }
    return name;
  }
}
