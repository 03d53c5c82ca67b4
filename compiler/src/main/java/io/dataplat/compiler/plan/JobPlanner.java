package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.analysis.AnalysedStep;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Task;
import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Maintenance;
import io.dataplat.jobplan.Parameter;
import io.dataplat.jobplan.ParameterType;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Session;
import io.dataplat.jobplan.Telemetry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the job plan of a task: all that the job needs, nothing left to look up. */
final class JobPlanner {

  // Shuffle partitions are part of a stream's state, so its size must not decide them.
  private static final int STREAM_PARTITIONS = 16;

  private final AnalysedPlatform analysed;
  private final Environment environment;
  private final Map<DatasetId, String> writers = new LinkedHashMap<>();

  JobPlanner(AnalysedPlatform analysed) {
    this.analysed = analysed;
    this.environment = analysed.platform().environment();
    for (Domain domain : analysed.platform().domains()) {
      domain.pipelines().forEach(this::addWriters);
    }
  }

  private void addWriters(Pipeline pipeline) {
    for (Task task : pipeline.tasks()) {
      String writer = pipeline.id() + "." + task.name();
      task.outputs().stream()
          .filter(output -> !output.isDeletion())
          .forEach(output -> writers.put(output.dataset().value().id(), writer));
    }
  }

  static String print(JobPlan plan) {
    return PlanJson.indented(plan);
  }

  JobPlan plan(Domain domain, Pipeline pipeline, Task task) {
    boolean streaming = pipeline.mode().value() == Pipeline.Mode.STREAMING;
    List<AnalysedStep> steps = analysed.task(pipeline.id(), task.name()).steps();
    var flows = new FlowPlanner(analysed, writers, pipeline, task);
    Identity identity = identity(domain, pipeline, task);
    return new JobPlan(
        JobPlan.VERSION,
        JobPlan.SEMANTICS,
        List.of(),
        streaming ? PlanMode.STREAMING : PlanMode.BATCH,
        identity,
        session(pipeline, task),
        parameters(pipeline),
        pipeline.schedule().map(schedule -> schedule(pipeline, schedule)),
        connections(pipeline, task),
        datasets(task).stream().map(dataset -> ContractPlanner.contract(dataset, writers)).toList(),
        task.inputs().stream().map(flows::input).toList(),
        steps.stream().map(flows::step).toList(),
        flows.outputs(identity),
        quarantine(pipeline, task),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        streaming
            ? Optional.of(StreamPlanner.state(environment, pipeline, task, steps))
            : Optional.empty(),
        telemetry());
  }

  /** Returns the plan that looks after the tables of a domain. */
  JobPlan plan(Domain domain, Pipeline pipeline, Task task, Maintenance maintenance) {
    return new JobPlan(
        JobPlan.VERSION,
        JobPlan.SEMANTICS,
        List.of(),
        PlanMode.MAINTENANCE,
        identity(domain, pipeline, task),
        session(pipeline, task),
        List.of(),
        pipeline.schedule().map(schedule -> schedule(pipeline, schedule)),
        connections(pipeline, task),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        quarantine(pipeline, task),
        Optional.of(maintenance),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        telemetry());
  }

  private List<Connection> connections(Pipeline pipeline, Task task) {
    return Planner.connections(environment, pipeline, task).stream()
        .map(ConnectionPlanner::plan)
        .toList();
  }

  private static Telemetry telemetry() {
    return new Telemetry(
        Environment.RUNS_TABLE, Environment.EPOCHS_TABLE, Optional.empty(), List.of());
  }

  private Identity identity(Domain domain, Pipeline pipeline, Task task) {
    return new Identity(domain.name(), pipeline.id().name(), task.name(), environment.name());
  }

  private static Session session(Pipeline pipeline, Task task) {
    var conf = new TreeMap<String, String>();
    task.runtime().sparkConf().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("spark.sql."))
        .forEach(entry -> conf.put(entry.getKey(), entry.getValue().value()));
    boolean streaming = pipeline.mode().value() == Pipeline.Mode.STREAMING;
    return new Session(
        pipeline.timezone().value().getId(),
        true,
        streaming ? STREAM_PARTITIONS : task.runtime().executor().mostCores(),
        conf);
  }

  private static List<Parameter> parameters(Pipeline pipeline) {
    return pipeline.parameters().stream()
        .map(
            parameter ->
                new Parameter(
                    parameter.name(),
                    ParameterType.valueOf(parameter.type().toUpperCase(Locale.ROOT)),
                    parameter.value().value()))
        .toList();
  }

  private static Schedule schedule(
      Pipeline pipeline, io.dataplat.compiler.model.Schedule schedule) {
    Optional<String> cron =
        schedule.start() instanceof io.dataplat.compiler.model.Schedule.Start.Cron start
            ? Optional.of(start.expression().value())
            : Optional.empty();
    return new Schedule(
        schedule
            .interval()
            .map(interval -> IntervalUnit.valueOf(interval.value().name()))
            .orElse(IntervalUnit.NONE),
        cron,
        pipeline.timezone().value().getId(),
        schedule.startDate().map(date -> date.value().toString()),
        schedule.lookback().value(),
        schedule.maxActiveRuns().value(),
        schedule.interval().isPresent() && !DagPlanner.commutes(pipeline));
  }

  private Optional<Quarantine> quarantine(Pipeline pipeline, Task task) {
    return environment
        .quarantine()
        .map(
            store ->
                new Quarantine(
                    store.connection().name(),
                    environment.quarantineTable(pipeline.id(), task.name()),
                    QuarantineRows.valueOf(store.piiRows().value().name()),
                    Optional.empty()));
  }

  private static List<Dataset> datasets(Task task) {
    var byId = new LinkedHashMap<String, Dataset>();
    task.inputs()
        .forEach(in -> byId.put(in.dataset().value().id().toString(), in.dataset().value()));
    task.outputs()
        .forEach(out -> byId.put(out.dataset().value().id().toString(), out.dataset().value()));
    task.references().forEach(each -> byId.put(each.dataset().id().toString(), each.dataset()));
    return List.copyOf(byId.values());
  }
}
