package io.dataplat.maven;

import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.output.Difference;
import io.dataplat.compiler.output.OutputDirectory;
import io.dataplat.compiler.output.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/** Compiles in memory and compares with the committed output. */
@Mojo(name = "verify", requiresProject = false, threadSafe = true, aggregator = true)
public final class VerifyMojo extends RepositoryMojo {

  @Override
  void run() throws MojoFailureException {
    CompileResult result = compile();
    WriteOptions options =
        environments().isEmpty()
            ? WriteOptions.allEnvironments()
            : WriteOptions.onlyEnvironments(environments());
    List<Diagnostic> findings = new ArrayList<>(result.diagnostics());
    if (!result.failed()) {
      new OutputDirectory(root(), output())
          .compare(result.artifacts(), options)
          .forEach(difference -> findings.add(finding(difference)));
    }
    tell(result, findings);
    getLog().info(output() + " is what the sources compile to");
  }

  private Diagnostic finding(Difference difference) {
    String how = difference.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new Diagnostic(
        Rules.OUTPUT_OUT_OF_DATE,
        SourceSpan.ofFile(difference.path()),
        "`" + difference.path() + "` is " + how,
        "run `mvn io.dataplat:dataplat-maven-plugin:%s:generate` and commit what it writes"
            .formatted(version()));
  }
}
