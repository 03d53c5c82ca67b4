package io.dataplat.maven;

import io.dataplat.compiler.model.Pipeline;
import io.dataplat.jobplan.JobPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Lets what the batches of a pipeline have in quarantine on this machine go through again, by the
 * contracts and pipelines as they are now.
 */
@Mojo(name = "replay", requiresProject = false, threadSafe = true, aggregator = true)
public final class ReplayMojo extends JobsMojo {

  /** The pipeline, such as {@code retail.orders_daily}. */
  @Parameter(property = "dataplat.pipeline")
  private @Nullable String pipeline;

  /** One task of it. */
  @Parameter(property = "dataplat.task")
  private @Nullable String task;

  /** The rules by name, with commas between them; without it, all rules. */
  @Parameter(property = "dataplat.rules")
  private @Nullable String rules;

  /** The dataset that rows were kept out of. */
  @Parameter(property = "dataplat.dataset")
  private @Nullable String dataset;

  /** A day, both days of a range, or instants: the batches that begin in it. */
  @Parameter(property = "dataplat.interval")
  private @Nullable String interval;

  @Override
  void run() throws MojoFailureException, MojoExecutionException {
    LocalPlans plans = compiledPlans();
    if (pipeline == null) {
      throw new MojoFailureException(
          "say what to replay with -Ddataplat.pipeline. There are " + LocalMojo.names(plans.all()));
    }
    List<JobPlan> wanted = tasks(plans, plans.pipeline(pipeline));
    List<String> arguments = new ArrayList<>();
    LocalMojo.add(arguments, "rules", Optional.ofNullable(rules).orElse(""));
    LocalMojo.add(arguments, "dataset", Optional.ofNullable(dataset).orElse(""));
    LocalMojo.add(arguments, "interval", Optional.ofNullable(interval).orElse(""));
    process(false, LocalMojo.hasDatabase(wanted), LocalMojo.hasKeyValues(wanted))
        .replay(wanted, arguments);
  }

  private List<JobPlan> tasks(LocalPlans plans, Pipeline named) throws MojoFailureException {
    List<JobPlan> all = plans.plans(List.of(named));
    List<JobPlan> wanted =
        all.stream().filter(plan -> task == null || plan.identity().task().equals(task)).toList();
    if (wanted.isEmpty()) {
      throw new MojoFailureException(
          "`%s` has no task `%s`: there are %s"
              .formatted(
                  named.id(),
                  task,
                  String.join(", ", all.stream().map(plan -> plan.identity().task()).toList())));
    }
    return wanted;
  }
}
