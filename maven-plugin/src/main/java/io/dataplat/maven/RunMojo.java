package io.dataplat.maven;

import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.model.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipeline or a whole domain on this machine: Spark in a process of its own, Iceberg tables
 * below {@code target/}.
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true, aggregator = true)
public final class RunMojo extends RepositoryMojo {

  private static final String SHOWN_ROWS = "20";

  /** The pipeline, such as {@code retail.orders_daily}. */
  @Parameter(property = "dataplat.pipeline")
  private @Nullable String pipeline;

  /** The domain whose pipelines are run, each after those that write what it reads. */
  @Parameter(property = "dataplat.domain")
  private @Nullable String domain;

  /**
   * A day such as {@code 2026-01-15}, both days of a range such as {@code 2026-01-01/2026-01-31},
   * or instants; the intervals that have a part in it are run, of a domain those that lie in it as
   * a whole. Without it, the last whole interval.
   */
  @Parameter(property = "dataplat.interval")
  private @Nullable String interval;

  /** Whether to run again what the same plan has already published from the same input. */
  @Parameter(property = "dataplat.force", defaultValue = "false")
  private boolean force;

  /** How many sample rows are made from the contract of an input that has no data yet. */
  @Parameter(property = "dataplat.rows", defaultValue = "0")
  private int rows;

  /** How many rows of each table are shown after a run; by default 20 of a single pipeline's. */
  @Parameter(property = "dataplat.show")
  private @Nullable String show;

  @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
  private @Nullable RepositorySystemSession session;

  @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true)
  private @Nullable List<RemoteRepository> repositories;

  @Inject private @Nullable RepositorySystem system;

  @Override
  boolean keepsAnswers() {
    return true;
  }

  @Override
  void run() throws MojoFailureException, MojoExecutionException {
    CompileResult result = compileEmbedded();
    tellErrors(result);
    LocalPlans plans = LocalPlans.of(result);
    List<Pipeline> wanted = wanted(plans);
    getLog()
        .info(
            wanted.stream().map(each -> each.id().toString()).collect(Collectors.joining(", "))
                + " in "
                + plans.environment());
    new JobsProcess(classpath(), root()).run(plans.plans(wanted), arguments(wanted), rows);
    getLog()
        .info("the tables stay in target/dataplat: a second run changes nothing that is the same");
  }

  private List<Path> classpath() throws MojoFailureException {
    return new JobsClasspath(
            Optional.ofNullable(system).orElseThrow(),
            Optional.ofNullable(session).orElseThrow(),
            Optional.ofNullable(repositories).orElse(List.of()))
        .resolve(version());
  }

  private List<Pipeline> wanted(LocalPlans plans) throws MojoFailureException {
    if ((pipeline == null) == (domain == null)) {
      throw new MojoFailureException(
          "say what to run: a pipeline with -Ddataplat.pipeline, or the pipelines of a domain with"
              + " -Ddataplat.domain. There are "
              + plans.pipelines().stream()
                  .map(each -> each.id().toString())
                  .collect(Collectors.joining(", ")));
    }
    if (domain != null) {
      return batches(plans.domain(domain));
    }
    Pipeline found = plans.pipeline(String.valueOf(pipeline));
    if (found.mode().value() == Pipeline.Mode.STREAMING) {
      throw new MojoFailureException(
          "`" + pipeline + "` is a stream; local runs of streams come with the next release");
    }
    return List.of(found);
  }

  private List<Pipeline> batches(List<Pipeline> pipelines) throws MojoFailureException {
    List<Pipeline> batches =
        pipelines.stream().filter(each -> each.mode().value() == Pipeline.Mode.BATCH).toList();
    pipelines.stream()
        .filter(each -> !batches.contains(each))
        .forEach(each -> getLog().warn(each.id() + " is a stream and is left out"));
    if (batches.isEmpty()) {
      throw new MojoFailureException("the domain `" + domain + "` has no batch pipeline");
    }
    return batches;
  }

  private List<String> arguments(List<Pipeline> wanted) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "after", String.join(",", LocalPlans.order(wanted)));
    add(arguments, "domain", String.valueOf(domain != null));
    add(arguments, "interval", Optional.ofNullable(interval).orElse(""));
    add(arguments, "force", String.valueOf(force));
    add(arguments, "show", Optional.ofNullable(show).orElse(domain == null ? SHOWN_ROWS : ""));
    add(arguments, "sample", String.valueOf(rows));
    return arguments;
  }

  private static void add(List<String> arguments, String name, String value) {
    arguments.add("--" + name);
    arguments.add(value);
  }
}
