package io.dataplat.maven;

import io.dataplat.compiler.CompileRequest;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.Compiler;
import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.format.DiagnosticFormat;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What the goals that compile a repository have in common: its place, and how findings are told.
 */
abstract class RepositoryMojo extends AbstractMojo {

  /** The repository's folder. */
  @Parameter(property = "dataplat.root", defaultValue = "${basedir}")
  private @Nullable File root;

  /** The output folder in it. */
  @Parameter(property = "dataplat.output", defaultValue = "generated")
  private @Nullable String output;

  /** The environments, separated by commas; all by default. */
  @Parameter(property = "dataplat.environments")
  private @Nullable List<String> environments;

  /** How findings are printed: text, json, junit, sarif, github or gitlab. */
  @Parameter(property = "dataplat.format", defaultValue = "text")
  private @Nullable String format;

  /** A file for the findings; without one they are printed. */
  @Parameter(property = "dataplat.report")
  private @Nullable File report;

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private @Nullable PluginDescriptor plugin;

  /** Does the goal's work; every exception that is no failure of Maven's is a bug. */
  abstract void run() throws MojoFailureException, MojoExecutionException;

  @Override
  public final void execute() throws MojoFailureException, MojoExecutionException {
    if (!Files.isDirectory(root())) {
      throw new MojoFailureException("dataplat.root is no folder: " + root());
    }
    try {
      run();
    } catch (RuntimeException | StackOverflowError bug) {
      throw new MojoExecutionException(
          "dataplat "
              + version()
              + " has a bug: this is not a mistake in your repository. Please report it with the"
              + " stack trace that `mvn -e` prints: "
              + bug,
          bug);
    }
  }

  final String version() {
    return plugin == null ? "" : String.valueOf(plugin.getVersion());
  }

  final Path root() {
    return Optional.ofNullable(root).orElseGet(() -> new File("")).getAbsoluteFile().toPath();
  }

  final String output() {
    return Optional.ofNullable(output).orElse("generated");
  }

  final List<String> environments() {
    return Optional.ofNullable(environments).orElse(List.of());
  }

  final CompileResult compile() {
    return compile(environments());
  }

  final CompileResult compile(List<String> selected) {
    var compiler = new Compiler(new SparkSqlAnalyzer(), AnalysisCache.inMemory());
    return compiler.compile(new CompileRequest(root(), output(), selected));
  }

  /** Tells the findings, and fails the build if there is an error among them. */
  final void tell(CompileResult result, List<Diagnostic> findings) throws MojoFailureException {
    DiagnosticFormat chosen =
        DiagnosticFormat.named(Optional.ofNullable(format).orElse("text"))
            .orElseThrow(
                () ->
                    new MojoFailureException(
                        "dataplat.format is text, json, junit, sarif, github or gitlab, not "
                            + format));
    String text = chosen.print(findings, (file, line) -> line(result, file, line));
    if (report != null) {
      write(report.toPath(), text);
    } else if (!text.isBlank()) {
      print(text, chosen == DiagnosticFormat.TEXT);
    }
    long errors = findings.stream().filter(Diagnostic::isError).count();
    if (errors > 0) {
      throw new MojoFailureException(
          errors == 1 ? "1 error in " + root() : errors + " errors in " + root());
    }
  }

  private static Optional<String> line(CompileResult result, String file, int line) {
    return result.source(file).flatMap(text -> text.lines().skip(line - 1L).findFirst());
  }

  // Machines read standard output as it is; people read it between Maven's own lines.
  private void print(String text, boolean forPeople) {
    if (forPeople) {
      text.lines().forEach(line -> getLog().info(line));
    } else {
      System.out.print(text);
    }
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
