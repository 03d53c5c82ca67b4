package io.dataplat.compiler.merge;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a compilation reads.
 *
 * @param texts the texts of all source files, YAML, SQL and ODCS, by their path relative to the
 *     root
 */
public record Repository(List<SourceDocument> documents, Map<String, String> texts) {
  public Repository {
    documents = List.copyOf(documents);
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
  }
}
