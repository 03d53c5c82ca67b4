package io.dataplat.maven;

import io.dataplat.compiler.CompileRequest;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.Compiler;
import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.format.DiagnosticFormat;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import io.dataplat.sql.store.StoredSqlAnalyzer;
import java.io.File;
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

  /** A file for the findings in that format; the log then shows them as text. */
  @Parameter(property = "dataplat.report")
  private @Nullable File report;

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private @Nullable PluginDescriptor plugin;

  /** Does the goal's work; every exception that is no failure of Maven's is a bug. */
  abstract void run() throws MojoFailureException, MojoExecutionException;

  @Override
  public final void execute() throws MojoFailureException, MojoExecutionException {
    checkParameters();
    if (!getLog().isDebugEnabled()) {
      ForeignLogs.silence();
    }
    try {
      run();
    } catch (UncheckedIOException disk) {
      throw new MojoExecutionException(
          "dataplat could not read or write a file: " + disk.getCause(), disk);
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

  private void checkParameters() throws MojoFailureException {
    if (!Files.isDirectory(root())) {
      throw new MojoFailureException("dataplat.root is no folder: " + root());
    }
    if (output().isBlank() || output().startsWith(".") || output().matches("argocd|.*[/\\\\].*")) {
      throw new MojoFailureException(
          "dataplat.output is the name of one folder in the root, other than argocd, not `"
              + output()
              + "`");
    }
  }

  final String version() {
    return plugin == null ? "" : String.valueOf(plugin.getVersion());
  }

  final Path root() {
    return Optional.ofNullable(root)
        .orElseGet(() -> new File(""))
        .getAbsoluteFile()
        .toPath()
        .normalize();
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
    return compile(new CompileRequest(root(), output(), selected));
  }

  /** Compiles what a run on this machine needs: environments without a cluster. */
  final CompileResult compileEmbedded() {
    return compile(new CompileRequest(root(), output(), environments(), true));
  }

  private CompileResult compile(CompileRequest request) {
    getLog().info("compiling " + root());
    return SqlVersion.find(version())
        .map(version -> compile(request, version))
        .orElseGet(() -> compiler(new SparkSqlAnalyzer()).compile(request));
  }

  /** Whether the goal may write below {@code target/}; every goal reads what is there. */
  boolean keepsAnswers() {
    return false;
  }

  private CompileResult compile(CompileRequest request, String version) {
    var answers = root().resolve("target/dataplat/sql-analysis");
    var analyzer = new StoredSqlAnalyzer(new SparkSqlAnalyzer(), answers, version);
    var result = compiler(analyzer).compile(request);
    if (keepsAnswers()) {
      analyzer.save();
    }
    return result;
  }

  private static Compiler compiler(SqlAnalyzer analyzer) {
    return new Compiler(analyzer, AnalysisCache.inMemory());
  }

  /** Tells the findings, and fails the build if there is an error among them. */
  final void tell(CompileResult result, List<Diagnostic> findings) throws MojoFailureException {
    new FindingReport(findings, (file, line) -> line(result, file, line))
        .print(format(), Optional.ofNullable(report).map(File::toPath), getLog());
    long errors = findings.stream().filter(Diagnostic::isError).count();
    if (errors > 0) {
      throw new MojoFailureException(count(findings) + " in " + root());
    }
  }

  /** Where warnings are not what the user asked for: their number, or all that is wrong. */
  final void tellErrors(CompileResult result) throws MojoFailureException {
    if (result.failed()) {
      tell(result, result.diagnostics());
    } else if (!result.diagnostics().isEmpty()) {
      getLog().warn(count(result.diagnostics()) + "; the goal `validate` shows them");
    }
  }

  /** For example {@code 2 errors, 1 warning}. */
  static String count(List<Diagnostic> findings) {
    long errors = findings.stream().filter(Diagnostic::isError).count();
    long warnings = findings.size() - errors;
    return errors
        + (errors == 1 ? " error, " : " errors, ")
        + warnings
        + (warnings == 1 ? " warning" : " warnings");
  }

  private DiagnosticFormat format() throws MojoFailureException {
    return DiagnosticFormat.named(Optional.ofNullable(format).orElse("text"))
        .orElseThrow(
            () ->
                new MojoFailureException(
                    "dataplat.format is text, json, junit, sarif, github or gitlab, not `"
                        + format
                        + "`"));
  }

  private static Optional<String> line(CompileResult result, String file, int line) {
    return result.source(file).flatMap(text -> text.lines().skip(line - 1L).findFirst());
  }
}
