package io.dataplat.maven;

import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.MaintenancePipeline;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.TaskOrder;
import io.dataplat.compiler.plan.JobPlans;
import io.dataplat.jobplan.JobPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;

/** Finds what a goal is asked to run on this machine, in the environment without a cluster. */
record LocalPlans(AnalysedPlatform platform) {

  static LocalPlans of(CompileResult result) throws MojoFailureException {
    Collection<AnalysedPlatform> found = result.platforms().values();
    if (found.size() != 1) {
      throw new MojoFailureException(
          found.isEmpty()
              ? "none of the environments has `target: embedded`, which a local run needs"
              : "several environments have `target: embedded`: name one with"
                  + " -Ddataplat.environments");
    }
    return new LocalPlans(found.iterator().next());
  }

  String environment() {
    Environment environment = platform.platform().environment();
    return environment.name();
  }

  List<Pipeline> pipelines() {
    return allPipelines().stream().filter(pipeline -> pipeline.enabled().value()).toList();
  }

  /** Also those that are switched off here. */
  List<Pipeline> allPipelines() {
    return platform.platform().domains().stream()
        .flatMap(domain -> domain.pipelines().stream())
        .toList();
  }

  /** The pipelines, and those that look after the tables of a domain. */
  List<Pipeline> all() {
    Platform repository = platform.platform();
    return Stream.concat(
            pipelines().stream(),
            repository.domains().stream()
                .flatMap(domain -> MaintenancePipeline.of(repository, domain).stream()))
        .toList();
  }

  Pipeline pipeline(String name) throws MojoFailureException {
    return all().stream()
        .filter(pipeline -> pipeline.id().toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> unknown("pipeline", name, all().stream().map(p -> p.id().toString()).toList()));
  }

  List<Pipeline> domain(String name) throws MojoFailureException {
    List<String> known = platform.platform().domains().stream().map(Domain::name).toList();
    if (!known.contains(name)) {
      throw unknown("domain", name, known);
    }
    return pipelines().stream().filter(each -> each.id().domain().equals(name)).toList();
  }

  private static MojoFailureException unknown(String what, String name, List<String> known) {
    return new MojoFailureException(
        "unknown %s `%s`: %s"
            .formatted(
                what,
                name,
                NearNames.nearest(name, known)
                    .map(near -> "did you mean `" + near + "`?")
                    .orElse("there are " + String.join(", ", known))));
  }

  /** The plans of pipelines, in the order of their tasks. */
  List<JobPlan> plans(List<Pipeline> pipelines) {
    return pipelines.stream()
        .flatMap(pipeline -> JobPlans.of(platform, pipeline.id()).stream())
        .toList();
  }

  /** The pairs {@code task:task before it} of pipelines. */
  static List<String> order(List<Pipeline> pipelines) {
    List<String> pairs = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      TaskOrder.upstream(pipeline)
          .forEach(
              (task, before) ->
                  before.forEach(
                      each ->
                          pairs.add(
                              pipeline.id() + "." + task + ":" + pipeline.id() + "." + each)));
    }
    return pairs;
  }

  /** The pairs {@code column:the key that it refers to} of all datasets. */
  List<String> references() {
    List<String> pairs = new ArrayList<>();
    for (Domain domain : platform.platform().domains()) {
      for (Dataset dataset : domain.datasets()) {
        for (Column column : dataset.columns()) {
          column
              .references()
              .ifPresent(
                  to ->
                      pairs.add(
                          "%s.%s:%s.%s"
                              .formatted(dataset.id(), column.name(), to.dataset(), to.column())));
        }
      }
    }
    return pairs;
  }
}
