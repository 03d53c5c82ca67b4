package io.dataplat.maven;

import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.explain.Explainer;
import io.dataplat.compiler.explain.Explanation;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Says where a value of a generated file comes from, and all that it overrode. */
@Mojo(name = "explain", requiresProject = false, threadSafe = true, aggregator = true)
public final class ExplainMojo extends RepositoryMojo {

  /** A file of the output and a field: {@code prod/retail/...yaml: spec.executor.instances}. */
  @Parameter(property = "dataplat.path", required = true)
  private @Nullable String path;

  @Override
  void run() throws MojoFailureException {
    CompileResult result = compile();
    tellErrors(result);
    Explanation explanation =
        new Explainer(result.documents(), output(), result::source).explain(String.valueOf(path));
    explanation.text().lines().forEach(line -> getLog().info(line));
    if (!explanation.found()) {
      throw new MojoFailureException("nothing to explain at " + path);
    }
  }
}
