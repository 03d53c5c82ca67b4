package io.dataplat.maven;

import io.dataplat.compiler.model.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipeline or a whole domain on this machine: Spark in a process of its own, Iceberg tables
 * below {@code target/}.
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true, aggregator = true)
public final class RunMojo extends LocalMojo {

  private static final String SHOWN_ROWS = "20";

  /** Whether to run again what the same plan has already published from the same input. */
  @Parameter(property = "dataplat.force", defaultValue = "false")
  private boolean force;

  /**
   * How many sample rows are made from the contract of an input that has no data yet, for each day.
   */
  @Parameter(property = "dataplat.rows", defaultValue = "0")
  private int rows;

  /** How many rows of each table are shown after a run; by default 20 of a single pipeline's. */
  @Parameter(property = "dataplat.show")
  private @Nullable String show;

  @Override
  void run() throws MojoFailureException, MojoExecutionException {
    LocalPlans plans = compiledPlans();
    List<Pipeline> named = named(plans);
    if (named.isEmpty()) {
      throw new MojoFailureException(
          "say what to run: a pipeline with -Ddataplat.pipeline, or the pipelines of a domain with"
              + " -Ddataplat.domain. There are "
              + names(plans.pipelines()));
    }
    List<Pipeline> wanted = batches(named);
    getLog().info(names(wanted) + " in " + plans.environment());
    List<String> arguments = new ArrayList<>();
    add(arguments, "force", String.valueOf(force));
    add(arguments, "show", Optional.ofNullable(show).orElse(isOfPipeline() ? SHOWN_ROWS : ""));
    start(plans, wanted, rows, arguments);
    getLog()
        .info("the tables stay in target/dataplat: a second run changes nothing that is the same");
  }

  private List<Pipeline> batches(List<Pipeline> pipelines) throws MojoFailureException {
    List<Pipeline> batches =
        pipelines.stream().filter(each -> each.mode().value() == Pipeline.Mode.BATCH).toList();
    if (batches.isEmpty()) {
      throw new MojoFailureException(
          names(pipelines) + ": streams; local runs of streams come with the next release");
    }
    pipelines.stream()
        .filter(each -> !batches.contains(each))
        .forEach(each -> getLog().warn(each.id() + " is a stream and is left out"));
    return batches;
  }
}
