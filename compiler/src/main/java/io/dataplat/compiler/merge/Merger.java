package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Merges the layers of a repository: domain defaults, templates, documents and the overrides of
 * environments. One merger serves all environments of a run, so that they share what is equal.
 */
public final class Merger {
  private static final String EMBEDDED = "embedded";

  private final Repository repository;
  private final DocumentIndex index;
  private final NavigableMap<String, List<IndexedDocument>> environments;
  private final Templates templates;
  private final Map<String, Templates.Expanded> expanded = new LinkedHashMap<>();
  private final Layers layers = new Layers();
  private final DomainDefaults defaults = new DomainDefaults();

  // By identity, as environments share the trees that they do not change.
  private final Map<YamlMapping, Boolean> literal =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private Merger(Repository repository, Diagnostics diagnostics) {
    this.repository = repository;
    index = DocumentIndex.of(repository.documents(), diagnostics);
    environments = EnvironmentTree.of(index.all(Kind.ENVIRONMENT), diagnostics).concrete();
    templates = new Templates(index, diagnostics);
    index
        .all(Kind.PIPELINE)
        .forEach((id, document) -> expanded.put(id, templates.expand(document)));
  }

  /** Indexes a repository and reports what is wrong with it in any environment. */
  public static Merger of(Repository repository, Diagnostics diagnostics) {
    var merger = new Merger(repository, diagnostics);
    merger.templates.check(repository.texts());
    OverrideTargets.check(merger.index, diagnostics);
    OverrideReach.check(merger.environments, diagnostics);
    SqlFiles.reportUnused(repository.texts().keySet(), merger.rootsThatNameFiles(), diagnostics);
    return merger;
  }

  /** Returns the environments that something is generated for, in the order of their names. */
  public List<String> environments() {
    return List.copyOf(environments.keySet());
  }

  /** Tells whether an environment of {@link #environments()} is one machine without a cluster. */
  public boolean isEmbedded(String environment) {
    return environments.getOrDefault(environment, List.of()).stream()
        .flatMap(document -> Nodes.text(Nodes.mapping(document.root(), "spec"), "target").stream())
        .reduce((parent, child) -> child)
        .equals(Optional.of(EMBEDDED));
  }

  /**
   * Returns the repository as an environment of {@link #environments()} sees it; several may be
   * merged side by side.
   */
  public MergedRepository merge(String environment, Diagnostics diagnostics) {
    var chain = Optional.ofNullable(environments.get(environment)).orElseThrow();
    var merged = new EnumMap<Kind, NavigableMap<String, MergedDocument>>(Kind.class);
    for (var kind : List.of(Kind.CONNECTION, Kind.COMPONENT, Kind.DOMAIN)) {
      merged.put(kind, layered(kind, chain, diagnostics, Map.of()));
    }
    var domains = Optional.ofNullable(merged.get(Kind.DOMAIN)).orElseGet(TreeMap::new);
    domains.values().forEach(domain -> new DefaultsCheck(diagnostics).check(domain.root()));
    for (var kind : List.of(Kind.DATASET, Kind.PIPELINE)) {
      merged.put(kind, layered(kind, chain, diagnostics, domains));
    }
    // A test is the same in every environment, and takes no defaults.
    merged.put(Kind.PIPELINE_TEST, layered(Kind.PIPELINE_TEST, chain, diagnostics, Map.of()));
    var leaf = chain.get(chain.size() - 1);
    var sections = document(leaf, sections(chain, diagnostics));
    return withReferences(
        leaf.name(), new MergedRepository(sections, merged, repository.texts()), diagnostics);
  }

  private NavigableMap<String, MergedDocument> layered(
      Kind kind,
      List<IndexedDocument> chain,
      Diagnostics diagnostics,
      Map<String, MergedDocument> domains) {
    var merged = new TreeMap<String, MergedDocument>();
    for (var document : index.all(kind).values()) {
      var root = base(document, domains);
      for (var environment : chain) {
        var override = OverrideTargets.override(environment, kind, document.identity());
        if (override.isPresent()) {
          root = layers.override(root, override.get(), kind, diagnostics);
        }
      }
      merged.put(document.identity(), document(document, root));
    }
    return merged;
  }

  private YamlMapping base(IndexedDocument document, Map<String, MergedDocument> domains) {
    var root = expansion(document).map(Templates.Expanded::root).orElse(document.root());
    return Optional.ofNullable(domains.get(document.domain()))
        .map(domain -> defaults.under(document.kind(), root, domain.root()))
        .orElse(root);
  }

  private Optional<Templates.Expanded> expansion(IndexedDocument document) {
    return document.kind() == Kind.PIPELINE
        ? Optional.ofNullable(expanded.get(document.identity()))
        : Optional.empty();
  }

  private MergedDocument document(IndexedDocument document, YamlMapping root) {
    var arguments = expansion(document).map(Templates.Expanded::arguments).orElse(List.of());
    return new MergedDocument(
        document.kind(),
        document.identity(),
        document.domain(),
        document.source().file(),
        root,
        arguments);
  }

  private YamlMapping sections(List<IndexedDocument> chain, Diagnostics diagnostics) {
    var root = chain.get(0).root();
    for (var child : chain.subList(1, chain.size())) {
      root = layers.inherit(root, child.root(), diagnostics);
    }
    return Nodes.with(root, "spec", Nodes.without(Nodes.mapping(root, "spec"), "overrides"));
  }

  private MergedRepository withReferences(
      YamlScalar name, MergedRepository merged, Diagnostics diagnostics) {
    var connections = new LinkedHashMap<String, YamlMapping>();
    merged.all(Kind.CONNECTION).forEach((id, document) -> connections.put(id, document.spec()));
    var references = new References(name, connections, templates::wrote, diagnostics);
    var documents = new EnumMap<Kind, NavigableMap<String, MergedDocument>>(Kind.class);
    merged.documents().forEach((kind, all) -> documents.put(kind, withReferences(all, references)));
    return new MergedRepository(
        withReferences(merged.environment(), references), documents, merged.texts());
  }

  private NavigableMap<String, MergedDocument> withReferences(
      Map<String, MergedDocument> documents, References references) {
    var resolved = new TreeMap<String, MergedDocument>();
    documents.forEach((id, document) -> resolved.put(id, withReferences(document, references)));
    return resolved;
  }

  private MergedDocument withReferences(MergedDocument document, References references) {
    return isLiteral(document.root())
        ? document
        : document.withRoot(references.resolved(document.root()));
  }

  private boolean isLiteral(YamlMapping root) {
    Boolean known = literal.get(root);
    if (known == null) {
      known = !References.areIn(root);
      literal.put(root, known);
    }
    return known;
  }

  private List<YamlMapping> rootsThatNameFiles() {
    var roots = new ArrayList<YamlMapping>();
    index.all(Kind.PIPELINE_TEMPLATE).values().forEach(document -> roots.add(document.root()));
    index.all(Kind.DATASET).values().forEach(document -> roots.add(document.root()));
    expanded.values().forEach(pipeline -> roots.add(pipeline.root()));
    return Collections.unmodifiableList(roots);
  }
}
