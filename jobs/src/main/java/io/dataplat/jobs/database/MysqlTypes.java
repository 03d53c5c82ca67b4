package io.dataplat.jobs.database;

import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/** What a MySQL calls the types of contracts. */
public final class MysqlTypes {

  /** The most characters or bytes that a key has: an index takes no text without an end. */
  public static final int LONGEST_KEY = 255;

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("string", "longtext"),
          Map.entry("boolean", "tinyint(1)"),
          Map.entry("smallint", "smallint"),
          Map.entry("short", "smallint"),
          Map.entry("int", "int"),
          Map.entry("integer", "int"),
          Map.entry("bigint", "bigint"),
          Map.entry("long", "bigint"),
          Map.entry("float", "float"),
          Map.entry("double", "double"),
          Map.entry("date", "date"),
          Map.entry("timestamp", "timestamp(6)"),
          Map.entry("timestamp_ntz", "datetime(6)"),
          Map.entry("binary", "longblob"));
  private static final Map<String, String> NAMES_OF_KEYS =
      Map.of("string", "varchar(" + LONGEST_KEY + ")", "binary", "varbinary(" + LONGEST_KEY + ")");

  private MysqlTypes() {}

  /** The name in SQL, as the server itself writes it but for the width of whole numbers. */
  public static String name(DataType type, boolean isKey) {
    if (type instanceof DecimalType decimal) {
      return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    var ofAll = NAMES.get(type.typeName());
    if (ofAll == null) {
      throw new IllegalArgumentException("no type of a database is `" + type.sql() + "`");
    }
    return isKey ? NAMES_OF_KEYS.getOrDefault(type.typeName(), ofAll) : ofAll;
  }
}
