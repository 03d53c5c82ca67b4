package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds overrides that a stronger environment replaces wherever they would count. */
final class OverrideReach {
  private final Map<String, List<IndexedDocument>> environments;
  private final Diagnostics diagnostics;

  private OverrideReach(Map<String, List<IndexedDocument>> environments, Diagnostics diagnostics) {
    this.environments = environments;
    this.diagnostics = diagnostics;
  }

  /**
   * Reports overrides that never win.
   *
   * @param environments the chain of each environment that is not abstract, from root to leaf
   */
  static void check(Map<String, List<IndexedDocument>> environments, Diagnostics diagnostics) {
    var reach = new OverrideReach(environments, diagnostics);
    var parents = new TreeMap<String, IndexedDocument>();
    environments
        .values()
        .forEach(chain -> chain.forEach(each -> parents.put(each.identity(), each)));
    parents.keySet().removeAll(environments.keySet());
    parents.values().forEach(reach::check);
  }

  private void check(IndexedDocument parent) {
    for (var kind : OverrideTargets.KINDS) {
      OverrideTargets.all(parent, kind)
          .entries()
          .forEach(
              (identity, entry) -> {
                if (entry.value() instanceof YamlMapping override) {
                  var stronger = strongerOverrides(parent, kind, identity);
                  checkFields(override, stronger, Schemas.PUBLISHED.spec(kind), "");
                }
              });
    }
  }

  /** Returns for each environment below a parent the overrides of one document on the way to it. */
  private List<List<YamlMapping>> strongerOverrides(
      IndexedDocument parent, Kind kind, String identity) {
    var found = new ArrayList<List<YamlMapping>>();
    for (var chain : environments.values()) {
      var at = chain.indexOf(parent);
      if (at >= 0) {
        found.add(
            chain.subList(at + 1, chain.size()).stream()
                .map(child -> OverrideTargets.override(child, kind, identity))
                .flatMap(Optional::stream)
                .toList());
      }
    }
    return found;
  }

  private void checkFields(
      YamlMapping override, List<List<YamlMapping>> stronger, Shape shape, String path) {
    override
        .entries()
        .forEach(
            (key, entry) -> {
              var below = path.isEmpty() ? key : path + "." + key;
              if (stronger.stream().allMatch(chain -> replaces(chain, key, entry, shape))) {
                diagnostics
                    .reporter(Rules.OVERRIDE_NEVER_WINS)
                    .at(
                        entry.keySpan(),
                        "`%s` is replaced in every environment below".formatted(below),
                        "remove it here");
              } else if (entry.value() instanceof YamlMapping mapping) {
                checkFields(mapping, below(stronger, key), shape.member(key), below);
              }
            });
  }

  private static boolean replaces(
      List<YamlMapping> chain, String key, YamlEntry entry, Shape shape) {
    return chain.stream()
        .anyMatch(
            child ->
                child
                        .find(key)
                        .filter(
                            value ->
                                !(value instanceof YamlMapping)
                                    || !(entry.value() instanceof YamlMapping))
                        .isPresent()
                    || shape.rivals(key).stream().anyMatch(rival -> sets(child, rival)));
  }

  private static boolean sets(YamlMapping mapping, String key) {
    return mapping.find(key).filter(value -> !Nodes.isNull(value)).isPresent();
  }

  private static List<List<YamlMapping>> below(List<List<YamlMapping>> chains, String key) {
    return chains.stream()
        .map(chain -> chain.stream().map(child -> Nodes.find(child, key)))
        .map(chain -> chain.flatMap(Optional::stream).toList())
        .toList();
  }
}
