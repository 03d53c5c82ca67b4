package io.dataplat.compiler.backend.sparkapplication;

import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.backend.sparkapplication.SparkApplication.Dependencies;
import io.dataplat.compiler.backend.sparkapplication.SparkApplication.Driver;
import io.dataplat.compiler.backend.sparkapplication.SparkApplication.DynamicAllocation;
import io.dataplat.compiler.backend.sparkapplication.SparkApplication.Executor;
import io.dataplat.compiler.backend.sparkapplication.SparkApplication.RestartPolicy;
import io.dataplat.compiler.backend.sparkapplication.SparkApplication.Spec;
import io.dataplat.compiler.plan.ApplicationPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.TaskPlan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints the SparkApplication of a task, for the cluster or as a template for Airflow. */
public final class SparkApplications {

  // Airflow deletes what it started; this catches what it leaves behind when a task fails at once.
  private static final int TIME_TO_LIVE_SECONDS = 3600;

  private SparkApplications() {}

  /** Returns the object of a streaming task, which the operator restarts for ever. */
  public static Map<String, Object> streaming(PipelinePlan pipeline, TaskPlan task) {
    var metadata = metadata(pipeline, task).syncedWith("Prune=confirm");
    return tree(pipeline, task, metadata, RestartPolicy.ALWAYS, Optional.empty());
  }

  /**
   * Returns the template of a batch task, which Airflow renders for each attempt.
   *
   * <p>Only the arguments hold Jinja; every other text renders to itself.
   */
  public static Map<String, Object> batchTemplate(PipelinePlan pipeline, TaskPlan task) {
    var tree =
        tree(
            pipeline,
            task,
            metadata(pipeline, task),
            RestartPolicy.NEVER,
            Optional.of(TIME_TO_LIVE_SECONDS));
    return Jinja.escaped(tree, Set.of("arguments"));
  }

  private static ObjectMetadata metadata(PipelinePlan pipeline, TaskPlan task) {
    return ObjectMetadata.namespaced(
        task.applicationName(), pipeline.namespace(), pipeline.labels(), pipeline.source());
  }

  private static Map<String, Object> tree(
      PipelinePlan pipeline,
      TaskPlan task,
      ObjectMetadata metadata,
      RestartPolicy restartPolicy,
      Optional<Integer> timeToLive) {
    ApplicationPlan plan = task.application();
    return CanonicalTree.of(
        new SparkApplication(
            metadata.tree(),
            new Spec(
                "Scala",
                "cluster",
                plan.sparkVersion(),
                plan.image(),
                "IfNotPresent",
                plan.mainClass(),
                plan.mainApplicationFile(),
                plan.arguments(),
                restartPolicy,
                timeToLive,
                plan.sparkConf(),
                dynamicAllocation(plan.scale()),
                new Dependencies(),
                driver(pipeline, task),
                executor(pipeline, task))));
  }

  private static Optional<DynamicAllocation> dynamicAllocation(ApplicationPlan.Scale scale) {
    return scale
        .max()
        .map(max -> new DynamicAllocation(true, scale.instances(), scale.instances(), max));
  }

  private static Driver driver(PipelinePlan pipeline, TaskPlan task) {
    var size = task.application().driver();
    return new Driver(
        size.cores(),
        size.cpuRequest(),
        size.memory(),
        size.memoryOverhead(),
        task.application().serviceAccount(),
        PodTemplates.driver(pipeline, task));
  }

  private static Executor executor(PipelinePlan pipeline, TaskPlan task) {
    var size = task.application().executor();
    return new Executor(
        task.application().scale().instances(),
        size.cores(),
        size.cpuRequest(),
        size.memory(),
        size.memoryOverhead(),
        task.application().executorServiceAccount(),
        PodTemplates.executor(pipeline, task));
  }
}
