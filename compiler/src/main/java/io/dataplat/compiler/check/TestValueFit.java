package io.dataplat.compiler.check;

import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells whether a value of a test can be a value of a type in Spark's DDL. */
final class TestValueFit {

  private static final String ARRAY = "array<";
  private static final String MAP = "map<";
  private static final String STRUCT = "struct<";

  private TestValueFit() {}

  /** A value that does not fit, and what is wrong, as the end of a sentence that begins with it. */
  record Misfit(YamlNode value, String reason) {}

  /** Returns the first value that does not fit; null fits every type. */
  static Optional<Misfit> misfit(String ddl, YamlNode value) {
    var type = ddl.strip();
    var lower = type.toLowerCase(Locale.ROOT);
    if (value instanceof YamlScalar scalar && scalar.isNull()) {
      return Optional.empty();
    }
    if (lower.startsWith(ARRAY)) {
      return ofArray(type, value);
    }
    if (lower.startsWith(MAP)) {
      return ofMap(type, value);
    }
    return lower.startsWith(STRUCT) ? ofStruct(type, value) : ofScalar(lower, value);
  }

  private static Optional<Misfit> ofArray(String type, YamlNode value) {
    if (!(value instanceof YamlSequence list)) {
      return Optional.of(new Misfit(value, "is no list, which `" + type + "` needs"));
    }
    var item = inside(type);
    return list.items().stream().flatMap(each -> misfit(item, each).stream()).findFirst();
  }

  private static Optional<Misfit> ofMap(String type, YamlNode value) {
    if (!(value instanceof YamlMapping mapping)) {
      return Optional.of(new Misfit(value, "is no mapping, which `" + type + "` needs"));
    }
    var item = parts(inside(type)).get(1);
    return mapping.entries().values().stream()
        .flatMap(entry -> misfit(item, entry.value()).stream())
        .findFirst();
  }

  private static Optional<Misfit> ofStruct(String type, YamlNode value) {
    if (!(value instanceof YamlMapping mapping)) {
      return Optional.of(new Misfit(value, "is no mapping, which `" + type + "` needs"));
    }
    var fields = fields(type);
    return mapping.entries().entrySet().stream()
        .flatMap(
            entry ->
                Optional.ofNullable(fields.get(entry.getKey()))
                    .map(field -> misfit(field, entry.getValue().value()))
                    .orElseGet(() -> Optional.of(unknownField(entry.getKey(), value)))
                    .stream())
        .findFirst();
  }

  private static Misfit unknownField(String name, YamlNode value) {
    return new Misfit(value, "has the field `" + name + "`, which the struct lacks");
  }

  private static Optional<Misfit> ofScalar(String type, YamlNode value) {
    var column = new ColumnType(type);
    if (!column.isScalar()) {
      return Optional.of(new Misfit(value, "is of type `" + type + "`, which a test cannot write"));
    }
    return value instanceof YamlScalar scalar
        ? LiteralFit.misfit(column, literal(scalar)).map(reason -> new Misfit(value, reason))
        : Optional.of(new Misfit(value, "is no `" + type + "`"));
  }

  private static Object literal(YamlScalar scalar) {
    if (scalar.type() == ScalarType.BOOLEAN) {
      return scalar.text().equalsIgnoreCase("true");
    }
    try {
      return scalar.type() == ScalarType.STRING ? scalar.text() : new BigDecimal(scalar.text());
    } catch (NumberFormatException notDecimal) {
      return scalar.text();
    }
  }

  private static Map<String, String> fields(String struct) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (var part : parts(inside(struct))) {
      var colon = part.startsWith("`") ? part.indexOf("`:") + 1 : part.indexOf(':');
      fields.put(part.substring(0, colon).replace("`", ""), part.substring(colon + 1));
    }
    return fields;
  }

  private static String inside(String type) {
    return type.substring(type.indexOf('<') + 1, type.length() - 1);
  }

  /** Splits at the commas that stand in no brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    var depth = 0;
    var start = 0;
    for (int i = 0; i < text.length(); i++) {
      var letter = text.charAt(i);
      depth += letter == '<' || letter == '(' ? 1 : letter == '>' || letter == ')' ? -1 : 0;
      if (letter == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
