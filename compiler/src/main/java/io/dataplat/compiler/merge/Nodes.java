package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and rebuilds source trees; every function shares what it does not change. */
final class Nodes {
  private Nodes() {}

  /** Returns the mapping below a key, or an empty one at the place of the parent. */
  static YamlMapping mapping(YamlMapping parent, String key) {
    return find(parent, key).orElseGet(() -> new YamlMapping(parent.span(), Map.of(), List.of()));
  }

  static Optional<YamlMapping> find(YamlMapping parent, String key) {
    return parent.find(key).filter(YamlMapping.class::isInstance).map(YamlMapping.class::cast);
  }

  static Optional<YamlScalar> scalar(YamlMapping parent, String key) {
    return parent.find(key).filter(YamlScalar.class::isInstance).map(YamlScalar.class::cast);
  }

  static Optional<String> text(YamlMapping parent, String key) {
    return scalar(parent, key).map(YamlScalar::text);
  }

  static boolean isTrue(YamlMapping parent, String key) {
    return scalar(parent, key)
        .filter(
            value -> value.type() == ScalarType.BOOLEAN && value.text().equalsIgnoreCase("true"))
        .isPresent();
  }

  static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.isNull();
  }

  /** Returns the node, now replacing weaker ones. */
  static YamlNode replacing(YamlNode node, List<YamlNode> weaker) {
    if (weaker.isEmpty()) {
      return node;
    }
    var all = new ArrayList<>(node.overrode());
    all.addAll(weaker);
    if (node instanceof YamlMapping mapping) {
      return new YamlMapping(mapping.span(), mapping.entries(), all);
    }
    if (node instanceof YamlSequence sequence) {
      return new YamlSequence(sequence.span(), sequence.items(), all);
    }
    var scalar = (YamlScalar) node;
    return new YamlScalar(scalar.span(), scalar.type(), scalar.text(), scalar.style(), all);
  }

  static YamlMapping withEntries(YamlMapping mapping, Map<String, YamlEntry> entries) {
    return new YamlMapping(mapping.span(), entries, mapping.overrode());
  }

  /**
   * Returns the mapping with one value in place of that of a key, which is there or becomes last.
   */
  static YamlMapping with(YamlMapping mapping, String key, YamlNode value) {
    var old = mapping.entries().get(key);
    if (old != null && isSame(old.value(), value)) {
      return mapping;
    }
    var entries = new LinkedHashMap<>(mapping.entries());
    entries.put(key, new YamlEntry(old == null ? value.span() : old.keySpan(), value));
    return withEntries(mapping, entries);
  }

  @SuppressWarnings("ReferenceEquality") // Equal trees of different places are not the same.
  private static boolean isSame(YamlNode one, YamlNode other) {
    return one == other;
  }

  static YamlMapping without(YamlMapping mapping, String... keys) {
    var entries = new LinkedHashMap<>(mapping.entries());
    for (var key : keys) {
      entries.remove(key);
    }
    return entries.size() == mapping.entries().size() ? mapping : withEntries(mapping, entries);
  }

  /** Tells whether two trees mean the same; places and the order of keys do not matter. */
  static boolean sameMeaning(YamlNode one, YamlNode other) {
    if (one instanceof YamlScalar a && other instanceof YamlScalar b) {
      return a.type() == b.type() && a.text().equals(b.text());
    }
    if (one instanceof YamlSequence a && other instanceof YamlSequence b) {
      return sameItems(a.items(), b.items());
    }
    return one instanceof YamlMapping a
        && other instanceof YamlMapping b
        && a.entries().keySet().equals(b.entries().keySet())
        && a.entries().entrySet().stream()
            .allMatch(
                entry ->
                    b.find(entry.getKey())
                        .filter(value -> sameMeaning(entry.getValue().value(), value))
                        .isPresent());
  }

  private static boolean sameItems(List<YamlNode> one, List<YamlNode> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!sameMeaning(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns a value as a message shows it. */
  static String shown(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.text();
    }
    if (node instanceof YamlSequence sequence) {
      return sequence.items().stream().map(Nodes::shown).toList().toString();
    }
    return ((YamlMapping) node).entries().isEmpty() ? "{}" : "{...}";
  }
}
