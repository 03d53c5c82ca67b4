package io.dataplat.maven;

import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.plan.JobPlans;
import io.dataplat.jobplan.JobPlan;
import java.time.Instant;
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
 * Runs a batch pipeline on this machine: Spark in a process of its own, Iceberg tables below {@code
 * target/}.
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true, aggregator = true)
public final class RunMojo extends RepositoryMojo {

  /** The pipeline, such as {@code retail.orders_daily}. */
  @Parameter(property = "dataplat.pipeline", required = true)
  private @Nullable String pipeline;

  /** A day such as {@code 2026-01-15}, or an instant; the interval that holds it is run. */
  @Parameter(property = "dataplat.interval")
  private @Nullable String interval;

  /** How many sample rows are made from the contract of an input that has no data yet. */
  @Parameter(property = "dataplat.rows", defaultValue = "0")
  private int rows;

  /** How many rows of each table are shown at the end. */
  @Parameter(property = "dataplat.show", defaultValue = "20")
  private int show;

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
    CompileResult result = compile(List.of());
    tellErrors(result);
    AnalysedPlatform platform = embedded(result);
    List<JobPlan> plans = plans(platform);
    RunSpan span = RunSpan.of(plans.get(0), Optional.ofNullable(interval), Instant.now());
    var jobs =
        new JobsProcess(
            new JobsClasspath(
                    Optional.ofNullable(system).orElseThrow(),
                    Optional.ofNullable(session).orElseThrow(),
                    Optional.ofNullable(repositories).orElse(List.of()))
                .resolve(version()),
            root());
    String environment = platform.platform().environment().name();
    getLog().info("%s: tasks %s in %s".formatted(pipeline, tasks(plans), environment));
    jobs.run(plans, span, rows, show);
    getLog()
        .info("the tables stay in target/dataplat: a second run changes nothing that is the same");
  }

  private static String tasks(List<JobPlan> plans) {
    return plans.stream()
        .map(plan -> plan.identity().taskId())
        .map(id -> id.substring(id.lastIndexOf('.') + 1))
        .collect(Collectors.joining(", "));
  }

  private AnalysedPlatform embedded(CompileResult result) throws MojoFailureException {
    List<AnalysedPlatform> found =
        result.platforms().values().stream()
            .filter(RunMojo::isEmbedded)
            .filter(
                platform ->
                    environments().isEmpty()
                        || environments().contains(platform.platform().environment().name()))
            .toList();
    if (found.size() != 1) {
      throw new MojoFailureException(
          found.isEmpty()
              ? "no environment has `target: embedded`, which a local run needs"
              : "several environments have `target: embedded`: name one with"
                  + " -Ddataplat.environments");
    }
    return found.get(0);
  }

  private static boolean isEmbedded(AnalysedPlatform platform) {
    return platform.platform().environment().target() == Environment.Target.EMBEDDED;
  }

  private List<JobPlan> plans(AnalysedPlatform platform) throws MojoFailureException {
    List<String> known = new ArrayList<>();
    for (Domain domain : platform.platform().domains()) {
      for (Pipeline candidate : domain.pipelines()) {
        known.add(candidate.id().toString());
        if (candidate.id().toString().equals(pipeline)) {
          return plans(platform, candidate);
        }
      }
    }
    throw new MojoFailureException(
        "unknown pipeline `"
            + pipeline
            + "`"
            + NearNames.nearest(String.valueOf(pipeline), known)
                .map(near -> ": did you mean `" + near + "`?")
                .orElse(""));
  }

  private List<JobPlan> plans(AnalysedPlatform platform, Pipeline found)
      throws MojoFailureException {
    if (found.mode().value() == Pipeline.Mode.STREAMING) {
      throw new MojoFailureException(
          "`" + pipeline + "` is a stream; local runs of streams come with the next release");
    }
    return JobPlans.of(platform, new PipelineId(found.id().domain(), found.id().name()));
  }
}
