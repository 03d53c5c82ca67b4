package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;

/** Picks those of a domain's defaults that fit a document. */
final class DefaultsFit {
  // Each of the two modes refuses the other's fields, so a default for one must not break the
  // other.
  private static final List<String> BATCH_ONLY =
      List.of("schedule", "retries", "retryDelay", "timeout");
  private static final List<String> STREAMING_ONLY = List.of("trigger", "stateVersion");

  private DefaultsFit() {}

  /** Returns the defaults without what the other mode alone has. */
  static YamlMapping forMode(YamlMapping defaults, boolean streaming) {
    var unfit = streaming ? BATCH_ONLY : STREAMING_ONLY;
    return Nodes.without(defaults, unfit.toArray(String[]::new));
  }

  /**
   * Returns the defaults that fit: a member of a choice only where the document has made that
   * choice or none is made at all, and settings of a part only where the document has that part.
   */
  static YamlMapping fitting(YamlMapping defaults, YamlMapping document, Shape shape) {
    return fitting(defaults, document, shape, false);
  }

  private static YamlMapping fitting(
      YamlMapping defaults, YamlMapping document, Shape shape, boolean free) {
    var entries = new LinkedHashMap<String, YamlEntry>();
    defaults
        .entries()
        .forEach(
            (key, entry) -> {
              var freeHere = free || shape.member(key).defaultable();
              if (fits(defaults, document, shape, key, freeHere)) {
                var value = fittingValue(entry.value(), document, shape, key, freeHere);
                entries.put(key, new YamlEntry(entry.keySpan(), value));
              }
            });
    return Nodes.withEntries(defaults, entries);
  }

  private static boolean fits(
      YamlMapping defaults, YamlMapping document, Shape shape, String key, boolean free) {
    if (document.find(key).isPresent()) {
      return true;
    }
    return free
        && shape.rivals(key).stream()
            .noneMatch(
                rival -> document.find(rival).isPresent() || defaults.find(rival).isPresent());
  }

  private static YamlNode fittingValue(
      YamlNode value, YamlMapping document, Shape shape, String key, boolean free) {
    return value instanceof YamlMapping mapping
        ? fitting(mapping, Nodes.mapping(document, key), shape.member(key), free)
        : value;
  }
}
