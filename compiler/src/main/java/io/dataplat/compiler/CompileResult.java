package io.dataplat.compiler;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.DocumentPrinter;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.output.Artifact;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.SourceFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a compilation found and made; with errors it made nothing.
 *
 * @param platforms the checked environments by name
 */
public record CompileResult(
    SourceFiles sources,
    Map<String, AnalysedPlatform> platforms,
    List<Document> documents,
    List<Diagnostic> diagnostics) {
  public CompileResult {
    platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
    documents = List.copyOf(documents);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns whether there is an error among the findings. */
  public boolean failed() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** Returns the files to be written. */
  public List<Artifact> artifacts() {
    return DocumentPrinter.print(documents);
  }

  /** Returns the text of a source file. */
  public Optional<String> source(String path) {
    return sources.find(path).map(SourceFile::text);
  }
}
