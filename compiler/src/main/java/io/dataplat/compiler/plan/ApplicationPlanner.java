package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Quantity;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.TaskRuntime;
import io.dataplat.compiler.model.TaskRuntime.Scale;
import io.dataplat.jobplan.PlanMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans the Spark application of a task. */
final class ApplicationPlanner {

  private static final String SPARK_VERSION = "4.1.1";
  private static final String JAR = "local:///opt/dataplat/jobs.jar";
  private static final String BATCH_CLASS = "io.dataplat.jobs.BatchJob";
  private static final String STREAMING_CLASS = "io.dataplat.jobs.StreamingJob";
  private static final String MAINTENANCE_CLASS = "io.dataplat.jobs.MaintenanceJob";
  private static final String PLAN_FILE = "/etc/dataplat/plan.json";
  private static final String TICK =
      "{{ (dag_run.logical_date or dag_run.run_after).isoformat() }}";

  private static final String FROM = "{{ params['from'] or '' }}";
  private static final String TO = "{{ params['to'] or '' }}";
  private static final String REWIND_TO = "{{ params['rewind_to'] or '' }}";
  private static final String REPLAY = "{{ 'true' if params['replay'] else '' }}";

  // Spark's own split: the overhead is a tenth of the heap, at least 384 MiB.
  private static final long LEAST_OVERHEAD = 384;
  private static final long SHARES = 11;

  private final Environment environment;

  ApplicationPlanner(Environment environment) {
    this.environment = environment;
  }

  ApplicationPlan plan(Pipeline pipeline, Task task, PlanMode mode) {
    boolean streaming = pipeline.mode().value() == Pipeline.Mode.STREAMING;
    TaskRuntime runtime = task.runtime();
    return new ApplicationPlan(
        environment.image().orElseThrow(),
        SPARK_VERSION,
        mainClass(mode),
        JAR,
        streaming ? List.of("--plan", PLAN_FILE) : batchArguments(pipeline, task, mode),
        sparkConf(runtime),
        resources(
            runtime.driver().cores(), runtime.driver().cpuRequest(), runtime.driver().memory()),
        resources(
            runtime.executor().cores(),
            runtime.executor().cpuRequest(),
            runtime.executor().memory()),
        scale(runtime.executor().scale()),
        Names.object(pipeline.id().name()),
        Names.executorAccount(pipeline.id()),
        mounts(pipeline, task),
        streaming ? Optional.of(grace(pipeline)) : Optional.empty());
  }

  private static String mainClass(PlanMode mode) {
    return switch (mode) {
      case BATCH -> BATCH_CLASS;
      case STREAMING -> STREAMING_CLASS;
      case MAINTENANCE -> MAINTENANCE_CLASS;
    };
  }

  // A manual run may choose intervals by their boundaries; the job takes an empty one as left out.
  private static List<String> batchArguments(Pipeline pipeline, Task task, PlanMode mode) {
    List<String> arguments = new ArrayList<>(List.of("--plan", PLAN_FILE, "--tick", TICK));
    if (DagPlanner.choosesIntervals(pipeline)) {
      arguments.addAll(List.of("--from", FROM, "--to", TO));
    }
    if (DagPlanner.readsChanges(task)) {
      arguments.addAll(List.of("--rewind-to", REWIND_TO));
    }
    if (mode == PlanMode.BATCH) {
      arguments.addAll(List.of("--replay", REPLAY));
    }
    return arguments;
  }

  // Spark would otherwise delete a Service and claims that its Role does not let it touch.
  private static Map<String, Sourced<String>> sparkConf(TaskRuntime runtime) {
    var conf = new TreeMap<>(runtime.sparkConf());
    conf.put("spark.kubernetes.driver.ownPersistentVolumeClaim", Sourced.builtIn("false"));
    conf.put("spark.kubernetes.driver.reusePersistentVolumeClaim", Sourced.builtIn("false"));
    conf.put("spark.kubernetes.driver.service.deleteOnTermination", Sourced.builtIn("false"));
    conf.put("spark.ui.prometheus.enabled", Sourced.builtIn("true"));
    return conf;
  }

  private static ApplicationPlan.Resources resources(
      Sourced<Integer> cores, Optional<Sourced<Quantity>> cpuRequest, Sourced<Quantity> memory) {
    return new ApplicationPlan.Resources(
        cores,
        cpuRequest.map(request -> request.map(Quantity::text)),
        memory.map(container -> heap(container) + "m"),
        memory.map(container -> overhead(container) + "m"));
  }

  private static long overhead(Quantity container) {
    long mebibytes = Planner.mebibytes(container);
    return Math.max(LEAST_OVERHEAD, (mebibytes + SHARES - 1) / SHARES);
  }

  private static long heap(Quantity container) {
    return Planner.mebibytes(container) - overhead(container);
  }

  private static ApplicationPlan.Scale scale(Scale scale) {
    if (scale instanceof Scale.Dynamic dynamic) {
      return new ApplicationPlan.Scale(dynamic.min(), Optional.of(dynamic.max()));
    }
    return new ApplicationPlan.Scale(((Scale.Fixed) scale).instances(), Optional.empty());
  }

  private List<ApplicationPlan.SecretMount> mounts(Pipeline pipeline, Task task) {
    return TaskSecrets.of(environment, pipeline, task).stream()
        .map(
            secret ->
                new ApplicationPlan.SecretMount(
                    "secret-" + Names.object(secret.name()),
                    Names.object(secret.name()),
                    TaskSecrets.folder(secret)))
        .toList();
  }

  /** Twice the trigger and a minute, so that a running epoch can commit (semantics 6.11). */
  static Duration grace(Pipeline pipeline) {
    return StreamPlanner.trigger(pipeline).multipliedBy(2).plusSeconds(60);
  }
}
