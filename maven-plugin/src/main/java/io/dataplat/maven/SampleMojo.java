package io.dataplat.maven;

import io.dataplat.compiler.model.Pipeline;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes data by contract for the datasets that no pipeline of the repository writes, where there is
 * none yet: of all pipelines, of a domain or of one.
 */
@Mojo(name = "sample", requiresProject = false, threadSafe = true, aggregator = true)
public final class SampleMojo extends LocalMojo {

  /** How many rows are made of each dataset; of one whose data has a time, for each day. */
  @Parameter(property = "dataplat.rows", defaultValue = "1000")
  private int rows;

  @Override
  void run() throws MojoFailureException, MojoExecutionException {
    LocalPlans plans = compiledPlans();
    List<Pipeline> named = named(plans);
    List<Pipeline> wanted = named.isEmpty() ? plans.pipelines() : named;
    start(plans, wanted, rows, false, List.of("--only-sample", "true"));
  }
}
