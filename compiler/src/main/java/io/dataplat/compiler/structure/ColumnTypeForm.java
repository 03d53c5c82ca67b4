package io.dataplat.compiler.structure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of column types, and what people write instead. */
final class ColumnTypeForm {

  private static final int MOST_DIGITS = 38;
  private static final int DEEPEST = 20;
  private static final String MAP = "map<string,";
  private static final String ARRAY = "array<";
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");

  private static final Set<String> PLAIN =
      Set.of(
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

  private static final Map<String, String> OTHER_SPELLINGS =
      Map.ofEntries(
          Map.entry("integer", "int"),
          Map.entry("int32", "int"),
          Map.entry("long", "bigint"),
          Map.entry("int64", "bigint"),
          Map.entry("short", "smallint"),
          Map.entry("tinyint", "smallint"),
          Map.entry("byte", "smallint"),
          Map.entry("text", "string"),
          Map.entry("varchar", "string"),
          Map.entry("char", "string"),
          Map.entry("uuid", "string"),
          Map.entry("bool", "boolean"),
          Map.entry("real", "float"),
          Map.entry("number", "decimal(18,2)"),
          Map.entry("numeric", "decimal(18,2)"),
          Map.entry("decimal", "decimal(18,2)"),
          Map.entry("datetime", "timestamp"),
          Map.entry("timestamptz", "timestamp"),
          Map.entry("timestamp_ltz", "timestamp"),
          Map.entry("bytes", "binary"),
          Map.entry("record", "struct"),
          Map.entry("object", "struct"),
          Map.entry("array", "array<string>"),
          Map.entry("map", "map<string,string>"));

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
    return Optional.ofNullable(OTHER_SPELLINGS.get(name))
        .map(known -> known.startsWith("decimal") ? withArguments(known, arguments) : known);
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
