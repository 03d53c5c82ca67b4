package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.SourceFiles;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The paths of SQL files and of data contracts, and which of them documents name. */
public final class SqlFiles {
  private static final List<String> KEYS = List.of("sqlFile", "odcs");

  private SqlFiles() {}

  /**
   * Returns the path relative to the root that a document means, unless it leads out of the root.
   */
  public static Optional<String> path(String namingFile, String named) {
    var folders = new ArrayDeque<>(List.of(namingFile.split("/", -1)));
    folders.removeLast();
    if (named.startsWith("/") || named.contains("\\")) {
      return Optional.empty();
    }
    for (var name : named.split("/", -1)) {
      if (name.equals("..")) {
        if (folders.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!name.equals(".")) {
        folders.addLast(name);
      }
    }
    return Optional.of(String.join("/", folders));
  }

  /** Returns the name by which a document means a path relative to the root. */
  public static String named(String namingFile, String path) {
    var folder = Path.of(namingFile).resolveSibling("");
    return folder.relativize(Path.of(path)).toString().replace('\\', '/');
  }

  /** Warns of files that nothing names, unless one may be meant by a name that leads to no file. */
  static void reportUnused(
      Set<String> files, Collection<YamlMapping> documents, Diagnostics diagnostics) {
    var named = new LinkedHashSet<String>();
    documents.forEach(document -> collect(document, named));
    if (!files.containsAll(named)) {
      return;
    }
    files.stream()
        .filter(file -> file.endsWith(".sql") || SourceFiles.isDataContract(file))
        .filter(file -> !named.contains(file))
        .forEach(
            file ->
                diagnostics
                    .reporter(Rules.UNUSED_FILE)
                    .at(
                        SourceSpan.ofFile(file),
                        "no document names `%s`".formatted(file),
                        file.endsWith(".sql")
                            ? "name it by `sqlFile` in a step, or delete it"
                            : "name it by `quality.odcs` in a dataset, or delete it"));
  }

  /** Returns the texts of the fields of a name anywhere in a tree. */
  static List<YamlScalar> fields(YamlNode node, String key) {
    var found = new ArrayList<YamlScalar>();
    collect(node, key, found);
    return found;
  }

  private static void collect(YamlMapping document, Set<String> named) {
    for (var key : KEYS) {
      for (var value : fields(document, key)) {
        path(value.span().file(), value.text()).ifPresent(named::add);
      }
    }
  }

  private static void collect(YamlNode node, String key, List<YamlScalar> found) {
    if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(item -> collect(item, key, found));
    } else if (node instanceof YamlMapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, entry) -> {
                if (name.equals(key) && entry.value() instanceof YamlScalar scalar) {
                  found.add(scalar);
                }
                collect(entry.value(), key, found);
              });
    }
  }
}
