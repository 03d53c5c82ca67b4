package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping, its entries in the order of the source. */
public record YamlMapping(SourceSpan span, Map<String, YamlEntry> entries, List<YamlNode> overrode)
    implements YamlNode {

  public YamlMapping {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    overrode = List.copyOf(overrode);
  }

  /** The value of a key, if it is there. */
  public Optional<YamlNode> find(String key) {
    return Optional.ofNullable(entries.get(key)).map(YamlEntry::value);
  }
}
