package io.dataplat.maven;

import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.output.OutputDirectory;
import io.dataplat.compiler.output.WriteOptions;
import io.dataplat.compiler.output.WriteReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Checks a repository, then writes what its environments run. */
@Mojo(name = "generate", requiresProject = false, threadSafe = true, aggregator = true)
public final class GenerateMojo extends RepositoryMojo {

  /** Whether files that somebody edited by hand are replaced. */
  @Parameter(property = "dataplat.overwriteEdited", defaultValue = "false")
  private boolean overwriteEdited;

  @Override
  boolean keepsAnswers() {
    return true;
  }

  @Override
  void run() throws MojoFailureException {
    CompileResult result = compile();
    if (result.failed()) {
      tell(result, result.diagnostics());
    }
    WriteReport report = new OutputDirectory(root(), output()).write(result.artifacts(), options());
    List<Diagnostic> findings = new ArrayList<>(result.diagnostics());
    findings.addAll(report.findings());
    tell(result, findings);
    getLog()
        .info(
            "%s: %s files written, %s deleted, %s unchanged; %s"
                .formatted(
                    output(),
                    report.written().size(),
                    report.deleted().size(),
                    report.unchanged(),
                    count(findings)));
  }

  private WriteOptions options() {
    WriteOptions options =
        environments().isEmpty()
            ? WriteOptions.allEnvironments()
            : WriteOptions.onlyEnvironments(environments());
    return overwriteEdited ? options.overwritingEdited() : options;
  }
}
