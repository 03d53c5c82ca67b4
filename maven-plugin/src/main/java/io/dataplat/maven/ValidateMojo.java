package io.dataplat.maven;

import io.dataplat.compiler.CompileResult;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/** Checks a repository for its environments and writes nothing. */
@Mojo(name = "validate", requiresProject = false, threadSafe = true, aggregator = true)
public final class ValidateMojo extends RepositoryMojo {

  @Override
  void run() throws MojoFailureException {
    CompileResult result = compile();
    tell(result, result.diagnostics());
    getLog()
        .info(
            "valid for %s: %s files to generate, %s"
                .formatted(
                    String.join(", ", result.platforms().keySet()),
                    result.documents().size(),
                    count(result.diagnostics())));
  }
}
