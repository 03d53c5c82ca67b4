package io.dataplat.compiler.backend.helm;

import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lays the values of a component's document over those that the platform needs, keys sorted. */
final class ChartValues {

  private ChartValues() {}

  static Map<String, Object> merged(Map<String, Object> needed, Optional<YamlMapping> stated) {
    return merged((Map<?, ?>) needed, stated.map(ChartValues::tree).orElse(Map.of()));
  }

  /** Returns the text of a value that the component's document states. */
  static Optional<Sourced<String>> text(Optional<YamlMapping> values, String... path) {
    Optional<YamlNode> node = values.map(mapping -> mapping);
    for (String key : path) {
      node = node.flatMap(n -> n instanceof YamlMapping map ? map.find(key) : Optional.empty());
    }
    return node.flatMap(
        n ->
            n instanceof YamlScalar scalar && !scalar.isNull()
                ? Optional.of(Sourced.at(scalar.text(), scalar))
                : Optional.empty());
  }

  private static Map<String, Object> merged(Map<?, ?> weak, Map<?, ?> strong) {
    var merged = new TreeMap<String, Object>();
    weak.forEach((key, value) -> merged.put((String) key, sorted(value)));
    strong.forEach(
        (key, value) ->
            merged.merge(
                (String) key,
                sorted(value),
                (old, stated) ->
                    old instanceof Map<?, ?> below && stated instanceof Map<?, ?> above
                        ? merged(below, above)
                        : stated));
    return Collections.unmodifiableMap(merged);
  }

  private static Object sorted(Object value) {
    return value instanceof Map<?, ?> map ? merged(map, Map.of()) : value;
  }

  private static Map<String, Object> tree(YamlMapping mapping) {
    var tree = new LinkedHashMap<String, Object>();
    mapping.entries().forEach((key, entry) -> tree.put(key, value(entry.value())));
    return tree;
  }

  private static Object value(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return tree(mapping);
    }
    if (node instanceof YamlSequence sequence) {
      return sequence.items().stream().map(ChartValues::value).toList();
    }
    return Sourced.at(scalar((YamlScalar) node), node);
  }

  private static Object scalar(YamlScalar scalar) {
    return switch (scalar.type()) {
      case INTEGER -> integer(scalar.text());
      case FLOAT -> number(scalar.text());
      case BOOLEAN -> Boolean.valueOf(scalar.text());
      case STRING, NULL -> scalar.text();
    };
  }

  private static Object integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
  }

  /** The core schema's infinities and NaN have no decimal; no chart value is one of them. */
  private static Object number(String text) {
    return text.endsWith("f") || text.endsWith("F") || text.endsWith("n") || text.endsWith("N")
        ? text
        : new BigDecimal(text);
  }
}
