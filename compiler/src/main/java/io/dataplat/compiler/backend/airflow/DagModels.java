package io.dataplat.compiler.backend.airflow;

import io.dataplat.compiler.backend.airflow.DagModel.Argument;
import io.dataplat.compiler.backend.airflow.DagModel.AssetModel;
import io.dataplat.compiler.backend.airflow.DagModel.Default;
import io.dataplat.compiler.backend.airflow.DagModel.EdgeModel;
import io.dataplat.compiler.backend.airflow.DagModel.TaskModel;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.AssetPlan;
import io.dataplat.compiler.plan.DagPlan;
import io.dataplat.compiler.plan.DagPlan.Start;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.TaskPlan;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Says what the template of a DAG prints. */
final class DagModels {

  private static final String INDENT = "    ";

  private DagModels() {}

  static DagModel of(PipelinePlan pipeline, DagPlan dag, String airflow) {
    Map<String, AssetPlan> assets = assets(pipeline, dag);
    List<PythonText> triggers = triggers(dag.start());
    String timetable = timetable(dag.start());
    List<Argument> dates = dates(dag);
    boolean runParameters = dag.choosesIntervals();
    return new DagModel(
        PythonText.comment(pipeline.source()),
        sdkNames(
            timetable, !assets.isEmpty(), runParameters || dag.rewinds() || dag.replays(), airflow),
        timetable.equals("cron") && !sdkHasTimetables(airflow),
        assets.values().stream().map(DagModels::asset).toList(),
        dag.id(),
        PythonText.text(dag.description().value(), INDENT),
        PythonText.text(String.join("\n", dag.documentation()) + "\n", INDENT),
        timetable,
        dag.start() instanceof Start.Cron cron ? cron.expression().value() : "",
        dag.timezone().value().getId(),
        triggers,
        !dates.isEmpty(),
        dates,
        PythonText.bool(dag.catchup()),
        PythonText.number(dag.maxActiveRuns().value()),
        dag.owner().value(),
        dag.dependsOnPast()
            ? List.of(new Default("depends_on_past", PythonText.bool(true)))
            : List.of(),
        dag.runbook().map(Sourced::value).stream().toList(),
        runParameters,
        dag.rewinds(),
        dag.replays(),
        dag.tags(),
        pipeline.tasks().stream().map(task -> task(pipeline, dag, task)).toList(),
        edges(pipeline));
  }

  private static Map<String, AssetPlan> assets(PipelinePlan pipeline, DagPlan dag) {
    Stream<AssetPlan> ofTasks =
        pipeline.tasks().stream()
            .flatMap(task -> Stream.concat(task.inlets().stream(), task.outlets().stream()));
    Stream<AssetPlan> ofSchedule =
        dag.start() instanceof Start.Assets start ? start.assets().stream() : Stream.empty();
    Map<String, AssetPlan> byName = new TreeMap<>();
    Stream.concat(ofTasks, ofSchedule).forEach(asset -> byName.put(asset.name(), asset));
    return byName;
  }

  private static AssetModel asset(AssetPlan asset) {
    return new AssetModel(PythonText.name(asset.constant()), asset.name(), asset.uri());
  }

  private static PythonText sdkNames(
      String timetable, boolean assets, boolean parameters, String airflow) {
    List<String> names = new ArrayList<>(List.of("DAG"));
    if (assets) {
      names.add("Asset");
    }
    if (timetable.equals("all")) {
      names.add("AssetAll");
    }
    if (timetable.equals("any")) {
      names.add("AssetAny");
    }
    if (timetable.equals("cron") && sdkHasTimetables(airflow)) {
      names.add("CronTriggerTimetable");
    }
    if (parameters) {
      names.add("Param");
    }
    return new PythonText(String.join(", ", names));
  }

  /** Those of the SDK do not compute ticks, which costs each parse a part of its time. */
  private static boolean sdkHasTimetables(String airflow) {
    return !airflow.equals("3.1");
  }

  private static String timetable(Start start) {
    if (start instanceof Start.Cron) {
      return "cron";
    }
    if (start instanceof Start.Assets assets) {
      return assets.assets().size() == 1 ? "one" : assets.all() ? "all" : "any";
    }
    return "manual";
  }

  private static List<PythonText> triggers(Start start) {
    return start instanceof Start.Assets assets ? constants(assets.assets()) : List.of();
  }

  private static List<PythonText> constants(Collection<AssetPlan> assets) {
    return assets.stream().map(asset -> PythonText.name(asset.constant())).toList();
  }

  private static List<Argument> dates(DagPlan dag) {
    List<Argument> dates = new ArrayList<>();
    var zone = dag.timezone().value();
    dag.notBefore().ifPresent(t -> dates.add(date("start_date", t.value(), zone)));
    dag.notAfter().ifPresent(t -> dates.add(date("end_date", t.value(), zone)));
    return dates;
  }

  private static Argument date(String keyword, LocalDateTime time, ZoneId zone) {
    return new Argument(PythonText.name(keyword), PythonText.datetime(time, zone));
  }

  private static TaskModel task(PipelinePlan pipeline, DagPlan dag, TaskPlan task) {
    return new TaskModel(
        PythonText.name(task.name()),
        task.name(),
        task.name() + ".yaml",
        pipeline.namespace(),
        task.applicationName(),
        dag.pool(),
        PythonText.number(task.retries().value()),
        PythonText.timedelta(task.retryDelay().value()),
        PythonText.timedelta(task.timeout().value()),
        constants(task.inlets()),
        constants(task.outlets()));
  }

  private static List<EdgeModel> edges(PipelinePlan pipeline) {
    List<EdgeModel> edges = new ArrayList<>();
    for (TaskPlan task : pipeline.tasks()) {
      for (String upstream : task.upstream()) {
        edges.add(new EdgeModel(PythonText.name(upstream), PythonText.name(task.name())));
      }
    }
    return edges;
  }
}
