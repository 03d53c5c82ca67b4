package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.LinkedHashMap;

/** Lays the columns of a contract over those that it takes from another contract. */
public final class InheritedColumns {
  private InheritedColumns() {}

  /**
   * Returns the columns of {@code inherited} as a copy has them, changed and followed by those of
   * {@code own}.
   */
  public static YamlMapping under(YamlMapping inherited, YamlMapping own) {
    var entries = new LinkedHashMap<String, YamlEntry>();
    inherited
        .entries()
        .forEach(
            (name, entry) -> {
              if (entry.value() instanceof YamlMapping column) {
                // How the original is read and filled says nothing about its copy.
                var copied = Nodes.without(column, "generated", "mask", "sourceName");
                entries.put(name, new YamlEntry(entry.keySpan(), copied));
              }
            });
    var shape = Schemas.PUBLISHED.spec(Kind.DATASET).member("columns");
    return TreeMerge.DOCUMENT.merge(Nodes.withEntries(inherited, entries), own, shape);
  }
}
