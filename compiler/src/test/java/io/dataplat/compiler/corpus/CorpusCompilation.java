package io.dataplat.compiler.corpus;

import io.dataplat.compiler.CompileRequest;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.Compiler;
import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.compiler.diagnostic.format.DiagnosticFormat;
import io.dataplat.compiler.output.Artifact;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Compiles the corpus, in a process of its own if need be, and prints all that came of it. */
final class CorpusCompilation {

  private final Compiler compiler = new Compiler(new SparkSqlAnalyzer(), AnalysisCache.inMemory());

  /** Writes what came of each repository into a folder, the last repository first. */
  public static void main(String[] arguments) throws IOException {
    var compilation = new CorpusCompilation();
    Path folder = Path.of(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[1]));
    List<CorpusRepository> reversed = new ArrayList<>(CorpusRepository.all());
    Collections.reverse(reversed);
    for (CorpusRepository each : reversed) {
      Path archive = folder.resolve("sources.zip");
      each.archiveTo(archive, random);
      try (FileSystem files = FileSystems.newFileSystem(archive)) {
        Files.writeString(file(folder, each), compilation.compile(files.getPath("/")));
      }
    }
  }

  /** Where the result of a repository is written. */
  static Path file(Path folder, CorpusRepository repository) {
    return folder.resolve(repository.name().replace('/', '_') + ".txt");
  }

  /** Returns all findings with every field, and all files. */
  String compile(Path root) {
    CompileResult result = compiler.compile(new CompileRequest(root, "generated", List.of()));
    StringBuilder text =
        new StringBuilder(
            DiagnosticFormat.JSON.print(result.diagnostics(), result.sources()::line));
    for (Artifact artifact : result.artifacts()) {
      text.append("\n=== ").append(artifact.path()).append(" of ").append(artifact.owner());
      text.append('\n').append(artifact.content());
    }
    return text.toString();
  }
}
