package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All documents of a repository by kind and identity. */
final class DocumentIndex {
  private static final String TEMPLATES = "templates";

  private final Map<Kind, NavigableMap<String, IndexedDocument>> documents =
      new EnumMap<>(Kind.class);
  private final Diagnostics diagnostics;

  private DocumentIndex(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (var kind : Kind.values()) {
      documents.put(kind, new TreeMap<>());
    }
  }

  /** Indexes documents; what two documents claim, or what stands in a wrong place, is reported. */
  static DocumentIndex of(List<SourceDocument> sources, Diagnostics diagnostics) {
    var index = new DocumentIndex(diagnostics);
    sources.stream()
        .sorted(Comparator.comparing(source -> source.root().span()))
        .forEach(index::add);
    index.checkNames();
    index.checkTasks();
    index.checkDomains();
    return index;
  }

  NavigableMap<String, IndexedDocument> all(Kind kind) {
    return documents.getOrDefault(kind, new TreeMap<>());
  }

  Optional<IndexedDocument> find(Kind kind, String identity) {
    return Optional.ofNullable(all(kind).get(identity));
  }

  private void add(SourceDocument source) {
    var kind = Nodes.text(source.root(), "kind").flatMap(Kind::of);
    var name = Nodes.scalar(Nodes.mapping(source.root(), "metadata"), "name");
    if (kind.isEmpty() || name.isEmpty()) {
      return; // The structure of a document is another stage's concern.
    }
    if (isInPlace(kind.get(), name.get(), source.file())) {
      addUnlessTaken(identified(kind.get(), name.get(), source));
    }
  }

  private boolean isInPlace(Kind kind, YamlScalar name, String file) {
    if (!Places.fits(kind, file, name.text())) {
      diagnostics
          .reporter(Rules.MISPLACED_DOCUMENT)
          .at(
              name.span(),
              "%s `%s` does not belong into `%s`".formatted(kind.word(), name.text(), file),
              "move it to `%s`".formatted(Places.expected(kind, name.text())));
      return false;
    }
    var folder = Places.domain(file);
    if (kind == Kind.DOMAIN && !folder.equals(Optional.of(name.text()))) {
      diagnostics
          .reporter(Rules.DOMAIN_FOLDER_MISMATCH)
          .at(
              name.span(),
              "domain `%s` stands in the folder `%s`"
                  .formatted(name.text(), folder.orElse(TEMPLATES)),
              "give the folder and the domain one name");
    }
    return true;
  }

  private static IndexedDocument identified(Kind kind, YamlScalar name, SourceDocument source) {
    var domain = Places.domain(source.file()).orElse("");
    var identity =
        switch (kind) {
          case DATASET, PIPELINE, PIPELINE_TEST -> domain + "." + name.text();
          case PIPELINE_TEMPLATE -> name.text() + "@" + version(source);
          case DOMAIN -> domain;
          case CONNECTION, COMPONENT, ENVIRONMENT -> name.text();
        };
    return new IndexedDocument(kind, identity, domain, name, source);
  }

  private static String version(SourceDocument source) {
    return Nodes.text(Nodes.mapping(source.root(), "spec"), "version").orElse("");
  }

  private void addUnlessTaken(IndexedDocument document) {
    var taken = all(document.kind()).putIfAbsent(document.identity(), document);
    if (taken != null) {
      reportDuplicate(document, taken);
      reportDuplicate(taken, document);
    }
  }

  private void reportDuplicate(IndexedDocument one, IndexedDocument other) {
    diagnostics
        .reporter(Rules.DUPLICATE_DOCUMENT)
        .at(
            one.name().span(),
            "there are two %ss `%s`".formatted(one.kind().word(), one.identity()),
            "the other one is at %s".formatted(other.name().span()));
  }

  private void checkNames() {
    var components = all(Kind.COMPONENT).keySet();
    for (var document : everything()) {
      var name = document.name().text();
      var reason = ReservedNames.reason(document.kind(), name);
      if (document.kind() == Kind.DOMAIN && components.contains(name)) {
        reason = Optional.of("a component has this name");
      }
      reason.ifPresent(
          why ->
              diagnostics
                  .reporter(Rules.RESERVED_NAME)
                  .at(
                      document.name().span(),
                      "%s `%s` cannot have this name".formatted(document.kind().word(), name),
                      why));
    }
  }

  private void checkTasks() {
    for (var document : everything()) {
      var pipeline =
          document.kind() == Kind.PIPELINE_TEMPLATE
              ? Nodes.mapping(document.spec(), "pipeline")
              : document.spec();
      Nodes.mapping(pipeline, "tasks")
          .entries()
          .forEach(
              (name, entry) ->
                  ReservedNames.taskReason(name)
                      .ifPresent(
                          why ->
                              diagnostics
                                  .reporter(Rules.RESERVED_NAME)
                                  .at(
                                      entry.keySpan(),
                                      "task `%s` cannot have this name".formatted(name),
                                      why)));
    }
  }

  private void checkDomains() {
    var missing = new TreeMap<String, IndexedDocument>();
    for (var document : everything()) {
      if (document.hasDomain() && find(Kind.DOMAIN, document.domain()).isEmpty()) {
        missing.putIfAbsent(document.domain(), document);
      }
    }
    missing.forEach(
        (domain, document) ->
            diagnostics
                .reporter(Rules.MISPLACED_DOCUMENT)
                .at(
                    document.name().span(),
                    "%s `%s` stands in a folder that is no domain"
                        .formatted(document.kind().word(), document.identity()),
                    "add `%s`".formatted(Places.expected(Kind.DOMAIN, domain))));
  }

  private List<IndexedDocument> everything() {
    return documents.values().stream()
        .map(NavigableMap::values)
        .flatMap(Collection::stream)
        .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
  }
}
