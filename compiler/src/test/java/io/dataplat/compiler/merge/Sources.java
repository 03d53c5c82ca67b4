package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A repository written in a test. */
public final class Sources {
  private final Map<String, String> files = new LinkedHashMap<>();

  /** Adds a file; a document without {@code apiVersion} gets the current one. */
  public Sources file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Adds a document whose first line is its kind. */
  public Sources document(String path, String kind, String rest) {
    return file(path, "apiVersion: dataplat.io/v1\nkind: " + kind + "\n" + rest);
  }

  /** Returns a copy with some files replaced. */
  public Sources with(Sources other) {
    var both = new Sources();
    both.files.putAll(files);
    both.files.putAll(other.files);
    return both;
  }

  public Map<String, String> files() {
    return Collections.unmodifiableMap(files);
  }

  public Repository repository() {
    return repository(new ArrayList<>(files.keySet()));
  }

  /** Reads the files in another order. */
  public Repository shuffled(long seed) {
    var order = new ArrayList<>(files.keySet());
    Collections.shuffle(order, new Random(seed));
    return repository(order);
  }

  private Repository repository(List<String> order) {
    var diagnostics = new Diagnostics();
    var documents = new ArrayList<SourceDocument>();
    for (var path : order) {
      if (path.endsWith(".yaml")) {
        var file = new SourceFile(path, files.getOrDefault(path, ""));
        YamlReader.read(file, diagnostics)
            .forEach(node -> documents.add(new SourceDocument(path, (YamlMapping) node)));
      }
    }
    if (!diagnostics.sorted().isEmpty()) {
      throw new IllegalArgumentException(report(diagnostics));
    }
    return new Repository(documents, files);
  }

  /** Returns all findings, each as {@code place rule message; hint [environments]}. */
  public static String report(Diagnostics diagnostics) {
    return diagnostics.sorted().stream().map(Sources::line).collect(Collectors.joining("\n"));
  }

  private static String line(Diagnostic diagnostic) {
    var environments = diagnostic.environments().isEmpty() ? "" : " " + diagnostic.environments();
    return "%s %s: %s%s%s"
        .formatted(
            diagnostic.span(),
            diagnostic.rule().id(),
            diagnostic.message(),
            diagnostic.hint().map(hint -> "; " + hint).orElse(""),
            environments);
  }
}
