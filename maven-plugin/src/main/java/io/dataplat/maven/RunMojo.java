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

  /** The place from which changes are read anew: {@code start}, or where a batch began. */
  @Parameter(property = "dataplat.rewindTo")
  private @Nullable String rewindTo;

  /**
   * How many sample rows are made from the contract of an input that has no data yet, for each day;
   * for a stream that runs alone, how many messages its topics get in all.
   */
  @Parameter(property = "dataplat.rows", defaultValue = "0")
  private int rows;

  /** How many messages a second each topic of a stream that runs alone gets. */
  @Parameter(property = "dataplat.rate", defaultValue = "100")
  private int rate;

  /** For how long it gets them, such as {@code 30s}; without this and rows, until Ctrl-C. */
  @Parameter(property = "dataplat.duration")
  private @Nullable String duration;

  /** How many rows of each table are shown after a run; by default 20 of a single pipeline's. */
  @Parameter(property = "dataplat.show")
  private @Nullable String show;

  @Override
  void run() throws MojoFailureException, MojoExecutionException {
    LocalPlans plans = compiledPlans();
    List<Pipeline> wanted = named(plans);
    if (wanted.isEmpty()) {
      throw new MojoFailureException(
          "say what to run: a pipeline with -Ddataplat.pipeline, or the pipelines of a domain with"
              + " -Ddataplat.domain. There are "
              + names(plans.all()));
    }
    getLog().info(names(wanted) + " in " + plans.environment());
    List<String> arguments = new ArrayList<>();
    add(arguments, "force", String.valueOf(force));
    add(arguments, "rewind-to", Optional.ofNullable(rewindTo).orElse(""));
    add(arguments, "show", Optional.ofNullable(show).orElse(isOfPipeline() ? SHOWN_ROWS : ""));
    add(arguments, "rate", String.valueOf(rate));
    add(arguments, "duration", Optional.ofNullable(duration).orElse(""));
    boolean withBroker =
        wanted.stream().anyMatch(each -> each.mode().value() == Pipeline.Mode.STREAMING);
    start(plans, wanted, rows, withBroker, arguments);
    getLog()
        .info("the tables stay in target/dataplat: a second run changes nothing that is the same");
  }
}
