package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays a stronger tree over a weaker one: mappings merge by key, all else is replaced, a member of
 * a choice drives out the weaker other members, and null removes.
 */
enum TreeMerge {
  /** A document over its template or defaults: a merged mapping stands where the document says. */
  DOCUMENT,

  /** An override over a document: a merged mapping still stands in the document. */
  OVERRIDE;

  YamlMapping merge(YamlMapping weak, YamlMapping strong, Shape shape) {
    if (strong.entries().isEmpty() && this == OVERRIDE) {
      return weak;
    }
    if (weak.entries().isEmpty() && this == DOCUMENT) {
      return strong;
    }
    var entries = new LinkedHashMap<>(weak.entries());
    strong.entries().forEach((key, entry) -> put(entries, weak, key, entry, shape));
    var span = this == DOCUMENT ? strong.span() : weak.span();
    return new YamlMapping(span, entries, concat(strong.overrode(), weak.overrode()));
  }

  private void put(
      Map<String, YamlEntry> entries, YamlMapping weak, String key, YamlEntry entry, Shape shape) {
    if (Nodes.isNull(entry.value())) {
      entries.remove(key);
      return;
    }
    var driven = new ArrayList<YamlNode>();
    for (var rival : shape.rivals(key)) {
      weak.find(rival).ifPresent(value -> driven.addAll(withWeaker(value)));
      entries.remove(rival);
    }
    var old = Optional.ofNullable(weak.entries().get(key));
    var value =
        old.map(before -> over(before.value(), entry.value(), shape.member(key)))
            .orElseGet(() -> withoutNulls(entry.value()));
    var keySpan =
        old.filter(before -> this == OVERRIDE && value instanceof YamlMapping)
            .orElse(entry)
            .keySpan();
    entries.put(key, new YamlEntry(keySpan, Nodes.replacing(value, driven)));
  }

  private YamlNode over(YamlNode weak, YamlNode strong, Shape shape) {
    if (weak instanceof YamlMapping weakMapping && strong instanceof YamlMapping strongMapping) {
      return merge(weakMapping, strongMapping, shape);
    }
    return Nodes.replacing(withoutNulls(strong), withWeaker(weak));
  }

  private YamlNode withoutNulls(YamlNode node) {
    if (this == DOCUMENT || !(node instanceof YamlMapping mapping)) {
      return node;
    }
    var entries = new LinkedHashMap<String, YamlEntry>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!Nodes.isNull(entry.value())) {
                entries.put(key, new YamlEntry(entry.keySpan(), withoutNulls(entry.value())));
              }
            });
    return Nodes.withEntries(mapping, entries);
  }

  private static List<YamlNode> withWeaker(YamlNode node) {
    return concat(List.of(node), node.overrode());
  }

  private static List<YamlNode> concat(List<YamlNode> first, List<YamlNode> second) {
    if (second.isEmpty()) {
      return first;
    }
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
