package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Walks the source folders of a repository: the only class that reads them. */
final class SourceWalk {

  /** The most bytes that a source may have. */
  static final int LARGEST = 3 * 1024 * 1024;

  private static final List<String> FOLDERS = List.of("environments", "pipelines", "policies");

  private final Path root;
  private final Diagnostics diagnostics;
  private final List<SourceFile> files = new ArrayList<>();

  SourceWalk(Path root, Diagnostics diagnostics) {
    this.root = root;
    this.diagnostics = diagnostics;
  }

  List<SourceFile> files() {
    for (String folder : FOLDERS) {
      if (Files.exists(root.resolve(folder), LinkOption.NOFOLLOW_LINKS)) {
        visit(folder);
      }
    }
    return List.copyOf(files);
  }

  private void visit(String path) {
    Path file = root.resolve(path);
    if (Files.isSymbolicLink(file) && !mayFollow(path, file)) {
      return;
    }
    if (Files.isDirectory(file)) {
      visitFolder(path, file);
    } else if (path.endsWith(".yaml") || path.endsWith(".sql")) {
      readFile(path, file);
    } else if (path.endsWith(".yml")) {
      report(Rules.UNUSED_FILE, path, "a document in a `.yml` file is not read", "call it `.yaml`");
    }
  }

  /** A link to a folder is never followed: it could lead back to a folder above it. */
  private boolean mayFollow(String path, Path link) {
    try {
      Path target = link.toRealPath();
      if (!target.startsWith(root.toRealPath())) {
        report(
            Rules.OUTSIDE_ROOT,
            path,
            "this symbolic link leads out of the repository",
            "copy what it points to into the repository");
        return false;
      }
      if (Files.isDirectory(target)) {
        report(
            Rules.UNUSED_FILE,
            path,
            "a symbolic link to a folder is not followed",
            "move the folder here, or remove the link");
        return false;
      }
      return true;
    } catch (IOException e) {
      reportUnreadable(path, e);
      return false;
    }
  }

  private void visitFolder(String path, Path folder) {
    Map<String, String> byLowerCase = new TreeMap<>();
    for (String name : namesIn(path, folder)) {
      String child = path + "/" + name;
      String first = byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (first != null) {
        report(
            Rules.CASE_COLLISION,
            child,
            "`" + name + "` and `" + first + "` differ only in upper and lower case",
            "rename one: some file systems cannot hold both");
      }
      visit(child);
    }
  }

  /** Names that begin with a dot belong to editors and version control. */
  private List<String> namesIn(String path, Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(child -> String.valueOf(child.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      reportUnreadable(path, e);
      return List.of();
    }
  }

  private void readFile(String path, Path file) {
    try {
      bytes(path, file)
          .flatMap(bytes -> SourceFile.decode(path, bytes, diagnostics))
          .ifPresent(files::add);
    } catch (IOException e) {
      reportUnreadable(path, e);
    }
  }

  private Optional<byte[]> bytes(String path, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length <= LARGEST) {
        return Optional.of(bytes);
      }
    }
    report(
        Rules.FILE_TOO_LARGE,
        path,
        "the file has more than " + LARGEST + " bytes",
        "data does not belong here; split a file of many documents");
    return Optional.empty();
  }

  private void reportUnreadable(String path, IOException cause) {
    String reason = "it cannot be read";
    if (cause instanceof AccessDeniedException) {
      reason = "its permissions do not allow to read it";
    } else if (cause instanceof NoSuchFileException) {
      reason = "it leads to nothing";
    }
    diagnostics
        .reporter(Rules.UNREADABLE_FILE)
        .at(SourceSpan.ofFile(path), "`" + path + "` is no source: " + reason);
  }

  private void report(Rule rule, String path, String message, String hint) {
    diagnostics.reporter(rule).at(SourceSpan.ofFile(path), message, hint);
  }
}
