package io.dataplat.maven;

import io.dataplat.compiler.model.Pipeline;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that work on this machine have in common: pipelines, a time, and the jobs. */
abstract class LocalMojo extends JobsMojo {

  /** The pipeline, such as {@code retail.orders_daily}. */
  @Parameter(property = "dataplat.pipeline")
  private @Nullable String pipeline;

  /** The domain whose pipelines are meant, each after those that write what it reads. */
  @Parameter(property = "dataplat.domain")
  private @Nullable String domain;

  /**
   * A day such as {@code 2026-01-15}, both days of a range such as {@code 2026-01-01/2026-01-31},
   * or instants; the intervals that have a part in it are meant, of a domain those that lie in it
   * as a whole. Without it, the last whole interval.
   */
  @Parameter(property = "dataplat.interval")
  private @Nullable String interval;

  /** The share of sample rows that break their contract, such as {@code 1%}. */
  @Parameter(property = "dataplat.faults", defaultValue = "0%")
  private @Nullable String faults;

  /** Another number makes other sample rows. */
  @Parameter(property = "dataplat.seed", defaultValue = "1")
  private int seed;

  /** The pipelines that the user named; none if he named nothing. */
  final List<Pipeline> named(LocalPlans plans) throws MojoFailureException {
    if (pipeline != null && domain != null) {
      throw new MojoFailureException(
          "name a pipeline with -Ddataplat.pipeline or a domain with -Ddataplat.domain, not both");
    }
    if (pipeline != null) {
      return List.of(plans.pipeline(pipeline));
    }
    return domain == null ? List.of() : plans.domain(domain);
  }

  final boolean isOfPipeline() {
    return pipeline != null;
  }

  static String names(List<Pipeline> pipelines) {
    return pipelines.stream().map(each -> each.id().toString()).collect(Collectors.joining(", "));
  }

  final void start(
      LocalPlans plans, List<Pipeline> pipelines, int rows, boolean withBroker, List<String> more)
      throws MojoFailureException, MojoExecutionException {
    List<String> arguments = new ArrayList<>(more);
    add(arguments, "after", String.join(",", LocalPlans.order(pipelines)));
    add(arguments, "domain", String.valueOf(!isOfPipeline()));
    add(arguments, "interval", Optional.ofNullable(interval).orElse(""));
    add(arguments, "rows", String.valueOf(rows));
    add(arguments, "faults", Optional.ofNullable(faults).orElse(""));
    add(arguments, "seed", String.valueOf(seed));
    add(arguments, "references", String.join(",", plans.references()));
    var tasks = plans.plans(pipelines);
    process(withBroker, hasDatabase(tasks), hasKeyValues(tasks)).run(tasks, arguments, rows);
  }

  static boolean hasDatabase(List<JobPlan> plans) {
    return hasEmbedded(plans, ConnectionType.JDBC);
  }

  static boolean hasKeyValues(List<JobPlan> plans) {
    return hasEmbedded(plans, ConnectionType.KEY_VALUE);
  }

  private static boolean hasEmbedded(List<JobPlan> plans, ConnectionType type) {
    return plans.stream()
        .flatMap(plan -> plan.connections().stream())
        .anyMatch(each -> each.type() == type && each.place() == Place.EMBEDDED);
  }

  static void add(List<String> arguments, String name, String value) {
    arguments.add("--" + name);
    arguments.add(value);
  }
}
