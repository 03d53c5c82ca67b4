package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sources of a repository, sorted by path. */
public final class SourceFiles {

  private static final String DATA_CONTRACT = ".odcs.yaml";

  private final SortedMap<String, SourceFile> files;

  private SourceFiles(SortedMap<String, SourceFile> files) {
    this.files = Collections.unmodifiableSortedMap(files);
  }

  /** Reads {@code pipelines/}, {@code environments/} and {@code policies/} below a root. */
  public static SourceFiles read(Path root, Diagnostics diagnostics) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    for (SourceFile file : new SourceWalk(root, diagnostics).files()) {
      files.put(file.path(), file);
    }
    return new SourceFiles(files);
  }

  /** Sources that are no files: path to text. */
  public static SourceFiles of(Map<String, String> texts) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    texts.forEach((path, text) -> files.put(path, new SourceFile(path, text)));
    return new SourceFiles(files);
  }

  /** The files that hold documents. */
  public List<SourceFile> documents() {
    return endingWith(".yaml").stream().filter(file -> !isDataContract(file.path())).toList();
  }

  /** The data contracts of ODCS, which documents name. */
  public List<SourceFile> dataContracts() {
    return endingWith(DATA_CONTRACT);
  }

  /** Whether a path is that of a data contract of ODCS. */
  public static boolean isDataContract(String path) {
    return path.endsWith(DATA_CONTRACT);
  }

  /** The files that hold queries; one that no document names is unused. */
  public List<SourceFile> queries() {
    return endingWith(".sql");
  }

  public Optional<SourceFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** A line of a file without its end, counted from 1. */
  public Optional<String> line(String path, int number) {
    return find(path).flatMap(file -> file.text().lines().skip(number - 1L).findFirst());
  }

  private List<SourceFile> endingWith(String suffix) {
    return files.values().stream().filter(file -> file.path().endsWith(suffix)).toList();
  }
}
