package io.dataplat.compiler.corpus;

import io.dataplat.compiler.cases.SnippetCase;
import io.dataplat.compiler.init.StarterRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A repository to compile: its name, and its sources by path. */
record CorpusRepository(String name, SortedMap<String, byte[]> sources) {

  /** All snippet cases, the starter of {@code init}, and this repository. */
  static List<CorpusRepository> all() throws IOException {
    List<CorpusRepository> all = new ArrayList<>();
    all.add(of("the repository below all cases", SnippetCase.BASE));
    for (SnippetCase each : SnippetCase.all()) {
      all.add(overBase(each.name(), each.folder()));
    }
    all.add(starter());
    all.add(of("this repository", Path.of("..")));
    return all;
  }

  static CorpusRepository starter() {
    return ofTexts("the starter", StarterRepository.files("0.1.0"));
  }

  static CorpusRepository ofTexts(String name, Map<String, String> texts) {
    SortedMap<String, byte[]> sources = new TreeMap<>();
    texts.forEach((path, text) -> sources.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new CorpusRepository(name, sources);
  }

  static CorpusRepository of(String name, Path root) throws IOException {
    return new CorpusRepository(name, read(root));
  }

  /** Returns the repository below all cases with the files of a folder instead of its own. */
  static CorpusRepository overBase(String name, Path folder) throws IOException {
    SortedMap<String, byte[]> sources = read(SnippetCase.BASE);
    sources.putAll(read(folder));
    return new CorpusRepository(name, sources);
  }

  private static SortedMap<String, byte[]> read(Path root) throws IOException {
    SortedMap<String, byte[]> sources = new TreeMap<>();
    for (String folder : List.of("environments", "pipelines", "policies")) {
      if (Files.exists(root.resolve(folder))) {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            String path = root.relativize(file).toString().replace('\\', '/');
            sources.put(path, Files.readAllBytes(file));
          }
        }
      }
    }
    return sources;
  }

  /** Returns the sources as a reader of UTF-8 sees them. */
  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    sources.forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  /** Writes the sources below a folder. */
  void writeTo(Path root) throws IOException {
    for (var source : sources.entrySet()) {
      Path file = root.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, source.getValue());
    }
  }

  /**
   * Writes the sources into an archive in an order by chance: a file system of such an archive
   * lists a folder in that order, while a disk of this machine may happen to list it sorted.
   */
  void archiveTo(Path archive, Random random) throws IOException {
    List<String> paths = new ArrayList<>(sources.keySet());
    Collections.shuffle(paths, random);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (String path : paths) {
        out.putNextEntry(new ZipEntry(path));
        out.write(sources.get(path));
      }
    }
  }
}
