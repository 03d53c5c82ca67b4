package io.dataplat.jobs.input;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/**
 * How a MySQL sends the values of its types: as texts, which are read strictly, since its driver
 * has nothing for days and times that no calendar knows.
 */
final class MysqlForms {

  private static final Set<String> SMALLINTS =
      Set.of("tinyint", "tinyint(1)", "tinyint unsigned", "smallint", "year");
  private static final Set<String> INTS =
      Set.of("smallint unsigned", "mediumint", "mediumint unsigned", "int");
  private static final Set<String> BIGINTS = Set.of("int unsigned", "bigint");
  private static final String EXACT = "bigint unsigned";
  private static final Map<String, Set<String>> TYPES =
      Map.ofEntries(
          Map.entry("string", Set.of("text")),
          Map.entry("binary", Set.of("blob")),
          Map.entry("boolean", Set.of("tinyint(1)", "bit(1)")),
          Map.entry("float", Set.of("float")),
          Map.entry("double", Set.of("float", "double")),
          Map.entry("date", Set.of("date")),
          Map.entry("timestamp", Set.of("timestamp")),
          Map.entry("timestamp_ntz", Set.of("datetime")));

  private MysqlForms() {}

  /** The values of a column as SQL sends them; nothing if they do not fit the contract's type. */
  static Optional<String> select(String column, String source, DataType target) {
    return fits(source, target) ? Optional.of(select(column, source)) : Optional.empty();
  }

  private static boolean fits(String source, DataType target) {
    if (target instanceof DecimalType) {
      return source.startsWith("decimal") || source.equals(EXACT) || isWhole(source, "bigint");
    }
    return switch (target.typeName()) {
      case "smallint", "short" -> isWhole(source, "smallint");
      case "int", "integer" -> isWhole(source, "int");
      case "bigint", "long" -> isWhole(source, "bigint");
      default -> TYPES.getOrDefault(target.typeName(), Set.of()).contains(source);
    };
  }

  private static boolean isWhole(String source, String target) {
    return SMALLINTS.contains(source)
        || (!target.equals("smallint") && INTS.contains(source))
        || (target.equals("bigint") && BIGINTS.contains(source));
  }

  private static String select(String column, String source) {
    return switch (source) {
      case "blob" -> column;
      case "bit(1)" -> "CAST(" + column + " + 0 AS CHAR)";
      // A float shows six digits, and has more.
      case "float" -> "CAST(" + column + " + 0e0 AS CHAR)";
      default -> "CAST(" + column + " AS CHAR)";
    };
  }
}
