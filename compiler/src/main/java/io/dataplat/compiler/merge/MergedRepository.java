package io.dataplat.compiler.merge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The repository as one environment sees it, before names become objects.
 *
 * @param texts the texts of all source files, YAML and SQL, by path
 * @param documents by kind and identity; templates are already part of their pipelines
 */
public record MergedRepository(
    MergedDocument environment,
    Map<Kind, NavigableMap<String, MergedDocument>> documents,
    Map<String, String> texts) {
  public MergedRepository {
    documents = Collections.unmodifiableMap(new EnumMap<>(documents));
    texts = Collections.unmodifiableMap(texts);
  }

  /** Returns the documents of a kind by identity. */
  public NavigableMap<String, MergedDocument> all(Kind kind) {
    return Optional.ofNullable(documents.get(kind)).orElseGet(Collections::emptyNavigableMap);
  }

  /** Finds a document by its identity. */
  public Optional<MergedDocument> find(Kind kind, String identity) {
    return Optional.ofNullable(all(kind).get(identity));
  }

  /** Returns every document, the environment first. */
  public List<MergedDocument> everything() {
    var all = new ArrayList<MergedDocument>();
    all.add(environment);
    documents.values().forEach(kind -> all.addAll(kind.values()));
    return all;
  }
}
