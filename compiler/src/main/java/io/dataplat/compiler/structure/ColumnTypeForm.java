package io.dataplat.compiler.structure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of column types, and what people write instead. */
final class ColumnTypeForm {

  private static final int MOST_DIGITS = 38;
  private static final int DEEPEST = 20;
  private static final String MAP = "map<string,";
  private static final String ARRAY = "array<";
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");

  private static final List<String> PLAIN =
      List.of(
          "string",
          "boolean",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "date",
          "timestamp",
          "timestamp_ntz",
          "binary",
          "struct");

  private ColumnTypeForm() {}

  static boolean fits(String type) {
    return fits(type, DEEPEST);
  }

  /** The language's spelling of a type that another system names so. */
  static Optional<String> meant(String type) {
    String compact = type.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    return meant(compact, DEEPEST).filter(ColumnTypeForm::fits);
  }

  private static Optional<String> meant(String type, int depth) {
    if (depth == 0 || fits(type)) {
      return Optional.of(type);
    }
    for (String container : List.of(ARRAY, MAP)) {
      if (type.startsWith(container) && type.endsWith(">")) {
        String element = type.substring(container.length(), type.length() - 1);
        return meant(element, depth - 1).map(better -> container + better + ">");
      }
    }
    String name = type.replaceAll("[(<].*", "");
    String arguments = type.substring(name.length());
    return otherSpelling(name)
        .map(known -> known.startsWith("decimal") ? withArguments(known, arguments) : known);
  }

  /** The language's spelling of a type without its arguments that another system names so. */
  private static Optional<String> otherSpelling(String name) {
    return switch (name) {
      case "integer", "int32" -> Optional.of("int");
      case "long", "int64" -> Optional.of("bigint");
      case "short", "tinyint", "byte" -> Optional.of("smallint");
      case "text", "varchar", "char", "uuid" -> Optional.of("string");
      case "bool" -> Optional.of("boolean");
      case "real" -> Optional.of("float");
      case "number", "numeric", "decimal" -> Optional.of("decimal(18,2)");
      case "datetime", "timestamptz", "timestamp_ltz" -> Optional.of("timestamp");
      case "bytes" -> Optional.of("binary");
      case "record", "object" -> Optional.of("struct");
      case "array" -> Optional.of("array<string>");
      case "map" -> Optional.of("map<string,string>");
      default -> Optional.empty();
    };
  }

  private static String withArguments(String decimal, String arguments) {
    return arguments.isEmpty() ? decimal : "decimal" + arguments;
  }

  private static boolean fits(String type, int depth) {
    if (depth == 0) {
      return false;
    }
    if (type.startsWith(ARRAY) && type.endsWith(">")) {
      return fits(type.substring(ARRAY.length(), type.length() - 1), depth - 1);
    }
    if (type.startsWith(MAP) && type.endsWith(">")) {
      return fits(type.substring(MAP.length(), type.length() - 1), depth - 1);
    }
    return PLAIN.contains(type) || isDecimal(type);
  }

  private static boolean isDecimal(String type) {
    Matcher matcher = DECIMAL.matcher(type);
    if (!matcher.matches()) {
      return false;
    }
    int precision = Integer.parseInt(matcher.group(1));
    return precision >= 1
        && precision <= MOST_DIGITS
        && Integer.parseInt(matcher.group(2)) <= precision;
  }
}
