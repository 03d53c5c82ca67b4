package io.dataplat.compiler.merge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The repository as one environment sees it, before names become objects.
 *
 * @param documents by kind and identity; templates are already part of their pipelines
 */
public record MergedRepository(
    MergedDocument environment,
    Map<Kind, SortedMap<String, MergedDocument>> documents,
    Map<String, String> sqlFiles) {
  public MergedRepository {
    documents = Collections.unmodifiableMap(new EnumMap<>(documents));
    sqlFiles = Collections.unmodifiableMap(new TreeMap<>(sqlFiles));
  }

  /** Returns the documents of a kind by identity. */
  public SortedMap<String, MergedDocument> all(Kind kind) {
    return Optional.ofNullable(documents.get(kind)).orElseGet(Collections::emptySortedMap);
  }

  /** Returns every document, the environment first. */
  public List<MergedDocument> everything() {
    var all = new ArrayList<MergedDocument>();
    all.add(environment);
    documents.values().forEach(kind -> all.addAll(kind.values()));
    return all;
  }
}
