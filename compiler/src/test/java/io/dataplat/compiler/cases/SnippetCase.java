package io.dataplat.compiler.cases;

import io.dataplat.compiler.AnalysedInOneProcess;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.diagnostic.format.DiagnosticFormat;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small repository with a mistake: the files of a folder laid over those of {@code _base}, and in
 * {@code diagnostics.txt} what its user reads.
 *
 * @param name topic and name, such as {@code yaml/bad-yaml}; the name begins with a rule
 */
public record SnippetCase(String name, Path folder) {

  /** All cases, and the repository below them. */
  public static final Path CASES = Path.of("src/test/resources/cases");

  /** The repository without a mistake. */
  public static final Path BASE = CASES.resolve("_base");

  private static final String EXPECTATION = "diagnostics.txt";

  /** Returns all cases in the order of their names. */
  public static List<SnippetCase> all() throws IOException {
    try (Stream<Path> folders = Files.walk(CASES, 2)) {
      return folders
          .filter(folder -> CASES.relativize(folder).getNameCount() == 2)
          .filter(folder -> !folder.startsWith(BASE))
          .sorted()
          .map(SnippetCase::at)
          .toList();
    }
  }

  private static SnippetCase at(Path folder) {
    return new SnippetCase(CASES.relativize(folder).toString().replace('\\', '/'), folder);
  }

  /** Returns the name without the topic. */
  public String shortName() {
    return name.substring(name.indexOf('/') + 1);
  }

  /** Returns where the expected findings stand. */
  public Path expectation() {
    return folder.resolve(EXPECTATION);
  }

  /** Writes the whole repository. */
  public void writeTo(Path root) throws IOException {
    copy(BASE, root);
    copy(folder, root);
    Files.deleteIfExists(root.resolve(EXPECTATION));
  }

  /** Compiles the repository in a folder that does not exist yet, and prints the findings. */
  public String findings(Path root) throws IOException {
    writeTo(root);
    CompileResult result = AnalysedInOneProcess.compile(root);
    return DiagnosticFormat.TEXT.print(result.diagnostics(), result.sources()::line);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
