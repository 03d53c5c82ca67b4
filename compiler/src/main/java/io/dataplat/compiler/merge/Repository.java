package io.dataplat.compiler.merge;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a compilation reads.
 *
 * @param sqlFiles the texts of all {@code .sql} files by their path relative to the root
 */
public record Repository(List<SourceDocument> documents, Map<String, String> sqlFiles) {
  public Repository {
    documents = List.copyOf(documents);
    sqlFiles = Collections.unmodifiableMap(new TreeMap<>(sqlFiles));
  }
}
