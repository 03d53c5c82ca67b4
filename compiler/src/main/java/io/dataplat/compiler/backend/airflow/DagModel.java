package io.dataplat.compiler.backend.airflow;

import java.util.List;

/**
 * What the template of a DAG prints; texts become literals, {@link PythonText} stands as it is.
 *
 * @param sdkNames what is imported of {@code airflow.sdk}
 * @param coreTimetable whether the timetable of a cron expression is imported of Airflow's core
 * @param timetable {@code cron}, {@code all}, {@code any}, {@code one} or {@code manual}
 * @param triggers the assets of a schedule by assets
 * @param dated whether there are dates
 * @param dates {@code start_date} and {@code end_date} as far as there are any
 * @param runParameters whether a manual run may choose its data interval
 * @param rewinds whether a manual run may read changes anew from a place on
 * @param replays whether a manual run may let rejected rows go through again
 */
public record DagModel(
    PythonText source,
    PythonText sdkNames,
    boolean coreTimetable,
    List<AssetModel> assets,
    String id,
    PythonText description,
    PythonText documentation,
    String timetable,
    String cron,
    String timezone,
    List<PythonText> triggers,
    boolean dated,
    List<Argument> dates,
    PythonText catchup,
    PythonText maxActiveRuns,
    String owner,
    List<Default> defaults,
    List<String> runbook,
    boolean runParameters,
    boolean rewinds,
    boolean replays,
    List<String> tags,
    List<TaskModel> tasks,
    List<EdgeModel> edges) {

  /** A module constant. */
  public record AssetModel(PythonText constant, String name, String uri) {}

  /** A keyword argument. */
  public record Argument(PythonText keyword, PythonText value) {}

  /** A default argument of all tasks. */
  public record Default(String name, PythonText value) {}

  /** A task of the DAG. */
  public record TaskModel(
      PythonText variable,
      String id,
      String applicationFile,
      String namespace,
      String application,
      String pool,
      PythonText retries,
      PythonText retryDelay,
      PythonText timeout,
      List<PythonText> inlets,
      List<PythonText> outlets) {}

  /** One task after another. */
  public record EdgeModel(PythonText upstream, PythonText downstream) {}
}
