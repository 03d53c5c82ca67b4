package io.dataplat.compiler;

import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.init.StarterRepository;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** This repository and the one that newcomers begin with, compiled for all their environments. */
public final class OwnOutput {

  /** The root of this repository. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Compiler COMPILER =
      new Compiler(new SparkSqlAnalyzer(), AnalysisCache.inMemory());
  private static final Map<String, CompileResult> COMPILED = new LinkedHashMap<>();

  private OwnOutput() {}

  /** Returns what both repositories compile to, by a name of each. */
  public static synchronized Map<String, CompileResult> all() {
    if (COMPILED.isEmpty()) {
      COMPILED.put("this repository", compile(ROOT));
      COMPILED.put("the starter", compile(StarterRepository.files("0.1.0")));
    }
    return COMPILED;
  }

  /** Returns what this repository compiles to. */
  public static CompileResult ofRepository() {
    return all().values().iterator().next();
  }

  /** Returns the documents of both repositories by environment, each with a name of its own. */
  public static Map<String, List<Document>> byEnvironment() {
    Map<String, List<Document>> environments = new TreeMap<>();
    all()
        .forEach(
            (repository, result) ->
                result
                    .documents()
                    .forEach(
                        document ->
                            environments
                                .computeIfAbsent(
                                    environment(document.path()) + " of " + repository,
                                    key -> new ArrayList<>())
                                .add(document)));
    return environments;
  }

  /** Returns the text of each file that this repository is compiled from, by its path. */
  public static Map<String, String> sources() {
    Map<String, String> files = new TreeMap<>();
    for (String folder : List.of("pipelines", "environments")) {
      try (Stream<Path> walk = Files.walk(ROOT.resolve(folder))) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          files.put(ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** Compiles files by path; SQL that was analysed before is not analysed again. */
  public static CompileResult compile(Map<String, String> files) {
    try {
      Path folder = Files.createTempDirectory("dataplat-sources");
      try {
        for (var file : files.entrySet()) {
          Path path = folder.resolve(file.getKey());
          Files.createDirectories(path.getParent());
          Files.writeString(path, file.getValue());
        }
        return compile(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompileResult compile(Path root) {
    return COMPILER.compile(new CompileRequest(root, "generated", List.of()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String environment(String path) {
    String[] folders = path.split("/", -1);
    return folders[0].equals("argocd") ? folders[1].replace(".yaml", "") : folders[1];
  }
}
