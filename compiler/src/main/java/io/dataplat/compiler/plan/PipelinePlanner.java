package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.TaskOrder;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans one pipeline: its objects, its tasks and, but for streams, its DAG. */
final class PipelinePlanner {

  private final Environment environment;
  private final Labels labels;
  private final Assets assets;
  private final JobPlanner jobs;
  private final ApplicationPlanner applications;
  private final DagPlanner dags;
  private final MaintenancePlanner maintenance;

  PipelinePlanner(AnalysedPlatform analysed, Labels labels) {
    this.environment = analysed.platform().environment();
    this.labels = labels;
    this.assets = new Assets(analysed.platform());
    this.jobs = new JobPlanner(analysed);
    this.applications = new ApplicationPlanner(environment);
    this.dags = new DagPlanner(environment, assets);
    this.maintenance = new MaintenancePlanner(analysed.platform());
  }

  PipelinePlan plan(Domain domain, Pipeline pipeline) {
    var upstream = TaskOrder.upstream(pipeline);
    return new PipelinePlan(
        domain.name(),
        pipeline.id().name(),
        Names.object(pipeline.id().name()),
        Names.executorAccount(pipeline.id()),
        environment.namespace(domain.name()),
        pipeline.file(),
        labels.ofPipeline(domain, pipeline),
        labels.ofPods(pipeline),
        pipeline.mode().value() == Pipeline.Mode.BATCH
            ? Optional.of(dags.plan(domain, pipeline, PlanMode.BATCH))
            : Optional.empty(),
        TaskOrder.of(pipeline).stream()
            .map(
                task ->
                    task(
                        domain,
                        pipeline,
                        task,
                        upstream.getOrDefault(task.name(), Collections.emptySet())))
            .toList(),
        Egress.of(environment, pipeline),
        slos(domain, pipeline),
        List.of());
  }

  /** Plans the pipeline that looks after the tables of a domain; it updates no asset. */
  PipelinePlan planMaintenance(Domain domain, Pipeline pipeline) {
    var tables = maintenance.plan(domain);
    return new PipelinePlan(
        domain.name(),
        pipeline.id().name(),
        Names.object(pipeline.id().name()),
        Names.executorAccount(pipeline.id()),
        environment.namespace(domain.name()),
        pipeline.file(),
        labels.ofPipeline(domain, pipeline),
        labels.ofPods(pipeline),
        Optional.of(dags.plan(domain, pipeline, PlanMode.MAINTENANCE)),
        pipeline.tasks().stream()
            .map(
                task ->
                    task(
                        pipeline,
                        task,
                        Set.of(),
                        List.of(),
                        List.of(),
                        jobs.plan(domain, pipeline, task, tables)))
            .toList(),
        Egress.of(environment, pipeline),
        List.of(),
        maintenance.holds(domain));
  }

  private TaskPlan task(Domain domain, Pipeline pipeline, Task task, Set<String> upstream) {
    return task(
        pipeline,
        task,
        upstream,
        assets.inlets(task),
        pipeline.mode().value() == Pipeline.Mode.BATCH ? assets.outlets(task) : List.of(),
        jobs.plan(domain, pipeline, task));
  }

  private TaskPlan task(
      Pipeline pipeline,
      Task task,
      Set<String> upstream,
      List<AssetPlan> inlets,
      List<AssetPlan> outlets,
      JobPlan plan) {
    return new TaskPlan(
        task.name(),
        Names.application(pipeline.id(), task.name()),
        List.copyOf(new TreeSet<>(upstream)),
        inlets,
        outlets,
        task.retries(),
        task.retryDelay(),
        task.timeout(),
        applications.plan(pipeline, task, plan.mode()),
        plan,
        JobPlanner.print(plan));
  }

  private static List<SloPlan> slos(Domain domain, Pipeline pipeline) {
    var byDataset = new TreeMap<String, SloPlan>();
    for (Task task : pipeline.tasks()) {
      for (Task.Output output : task.outputs()) {
        if (output.isDeletion()) {
          continue;
        }
        Dataset dataset = output.dataset().value();
        dataset
            .slo()
            .ifPresent(slo -> byDataset.put(dataset.id().toString(), slo(domain, dataset, slo)));
      }
    }
    return List.copyOf(byDataset.values());
  }

  private static SloPlan slo(Domain domain, Dataset dataset, Dataset.Slo slo) {
    return new SloPlan(
        dataset.id().toString(),
        dataset.file(),
        slo.freshness(),
        slo.objectivePercent(),
        slo.window(),
        domain.owner(),
        domain.contact().runbook());
  }
}
