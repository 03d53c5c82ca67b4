package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/** Finds what the overrides of an environment are about. */
final class OverrideTargets {
  static final List<Kind> KINDS =
      List.of(Kind.DOMAIN, Kind.DATASET, Kind.PIPELINE, Kind.CONNECTION, Kind.COMPONENT);

  private OverrideTargets() {}

  /** Returns what an environment overrides in a document. */
  static Optional<YamlMapping> override(IndexedDocument environment, Kind kind, String identity) {
    return Nodes.find(all(environment, kind), identity);
  }

  static YamlMapping all(IndexedDocument environment, Kind kind) {
    return Nodes.mapping(Nodes.mapping(environment.spec(), "overrides"), kind.overridesKey());
  }

  /** Reports overrides of what does not exist. */
  static void check(DocumentIndex index, Diagnostics diagnostics) {
    for (var environment : index.all(Kind.ENVIRONMENT).values()) {
      for (var kind : KINDS) {
        check(all(environment, kind), kind, index, diagnostics);
      }
    }
  }

  private static void check(
      YamlMapping overrides, Kind kind, DocumentIndex index, Diagnostics diagnostics) {
    var known = index.all(kind).keySet();
    overrides
        .entries()
        .forEach(
            (identity, entry) -> {
              if (!known.contains(identity)) {
                diagnostics
                    .reporter(Rules.OVERRIDE_WITHOUT_TARGET)
                    .at(
                        entry.keySpan(),
                        "there is no %s `%s` to override".formatted(kind.word(), identity),
                        Hints.nearest(identity, known, kind.word() + "s"));
              }
            });
  }
}
