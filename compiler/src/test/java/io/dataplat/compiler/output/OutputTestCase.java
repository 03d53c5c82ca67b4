package io.dataplat.compiler.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What tests of the output share: artifacts from pairs, and the content of a folder. */
final class OutputTestCase {

  private OutputTestCase() {}

  static List<Artifact> artifacts(String... pathsAndContents) {
    Artifact[] artifacts = new Artifact[pathsAndContents.length / 2];
    for (int i = 0; i < artifacts.length; i++) {
      artifacts[i] =
          new Artifact(
              pathsAndContents[2 * i], pathsAndContents[2 * i + 1], "pipelines/" + i + ".yaml");
    }
    return List.of(artifacts);
  }

  /** All files below a folder, without ownership files and staging. */
  static SortedMap<String, String> filesIn(Path base) {
    SortedMap<String, String> files = new TreeMap<>(allFilesIn(base));
    files.keySet().removeIf(path -> path.endsWith(".dataplat"));
    return files;
  }

  static SortedMap<String, String> allFilesIn(Path base) {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(base)) {
      walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(base::relativize)
          .map(path -> path.toString().replace('\\', '/'))
          .filter(path -> !path.startsWith(".git/"))
          .forEach(path -> files.put(path, read(base.resolve(path))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  static SortedMap<String, String> contents(List<Artifact> artifacts) {
    SortedMap<String, String> files = new TreeMap<>();
    artifacts.forEach(artifact -> files.put(artifact.path(), artifact.content()));
    return files;
  }

  static Map<String, String> map(String... pathsAndContents) {
    return contents(artifacts(pathsAndContents));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void put(Path file, String text) {
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
