package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which environment extends which. */
final class EnvironmentTree {
  private final NavigableMap<String, IndexedDocument> documents;
  private final Map<String, List<IndexedDocument>> chains = new LinkedHashMap<>();
  private final Diagnostics diagnostics;

  private EnvironmentTree(
      NavigableMap<String, IndexedDocument> documents, Diagnostics diagnostics) {
    this.documents = documents;
    this.diagnostics = diagnostics;
  }

  static EnvironmentTree of(
      NavigableMap<String, IndexedDocument> documents, Diagnostics diagnostics) {
    var tree = new EnvironmentTree(documents, diagnostics);
    documents.values().forEach(tree::addChain);
    tree.checkAbstract();
    return tree;
  }

  /** Returns the environments that something is generated for, each from its root to itself. */
  NavigableMap<String, List<IndexedDocument>> concrete() {
    var concrete = new TreeMap<>(chains);
    concrete.keySet().removeIf(name -> isAbstract(name));
    return concrete;
  }

  private boolean isAbstract(String name) {
    return Optional.ofNullable(documents.get(name))
        .filter(document -> Nodes.isTrue(document.spec(), "abstract"))
        .isPresent();
  }

  private void addChain(IndexedDocument document) {
    var chain = new ArrayDeque<IndexedDocument>();
    var seen = new LinkedHashSet<String>();
    var next = Optional.of(document);
    while (next.isPresent() && seen.add(next.get().identity())) {
      chain.addFirst(next.get());
      next = parent(next.get());
    }
    if (next.isEmpty()) {
      chains.put(document.identity(), new ArrayList<>(chain));
    } else if (next.get().identity().equals(document.identity())) {
      reportCycle(document, seen);
    }
  }

  private Optional<IndexedDocument> parent(IndexedDocument document) {
    return extended(document).map(name -> documents.get(name.text()));
  }

  private static Optional<YamlScalar> extended(IndexedDocument document) {
    return Nodes.scalar(document.spec(), "extends");
  }

  private void reportCycle(IndexedDocument document, Set<String> members) {
    var path = new ArrayList<>(members);
    path.add(document.identity());
    extended(document)
        .ifPresent(
            name ->
                diagnostics
                    .reporter(Rules.EXTENDS_CYCLE)
                    .at(
                        name.span(),
                        "environment `%s` extends itself".formatted(document.identity()),
                        "the circle is `%s`".formatted(String.join("` -> `", path))));
  }

  private void checkAbstract() {
    var parents = new LinkedHashSet<String>();
    concrete().values().forEach(chain -> chain.forEach(each -> parents.add(each.identity())));
    for (var document : documents.values()) {
      checkParent(document);
      var unused = isAbstract(document.identity()) && !parents.contains(document.identity());
      if (unused && chains.containsKey(document.identity())) {
        diagnostics
            .reporter(Rules.ABSTRACT_NEVER_EXTENDED)
            .at(
                document.name().span(),
                "environment `%s` is abstract, and none that is not extends it"
                    .formatted(document.identity()),
                "remove it, or write `extends: %s` in another".formatted(document.identity()));
      }
    }
  }

  private void checkParent(IndexedDocument document) {
    extended(document)
        .filter(name -> !documents.containsKey(name.text()))
        .ifPresent(
            name ->
                diagnostics
                    .reporter(Rules.UNKNOWN_ENVIRONMENT)
                    .at(
                        name.span(),
                        "unknown environment `%s`".formatted(name.text()),
                        Hints.nearest(name.text(), documents.keySet(), "environments")));
  }
}
