package io.dataplat.compiler.backend.airflow;

import java.util.List;

/**
 * What the template of a DAG prints; texts become literals, {@link PythonText} stands as it is.
 *
 * @param sdkNames what is imported of {@code airflow.sdk}
 * @param timetable {@code cron}, {@code all}, {@code any}, {@code one} or {@code manual}
 * @param triggers the assets of a schedule by assets
 * @param dates {@code start_date} and {@code end_date} as far as there are any
 * @param runParameters whether a manual run may choose its data interval
 */
public record DagModel(
    PythonText source,
    PythonText sdkNames,
    List<AssetModel> assets,
    String id,
    PythonText description,
    PythonText documentation,
    String timetable,
    String cron,
    String timezone,
    List<PythonText> triggers,
    List<Argument> dates,
    PythonText catchup,
    PythonText maxActiveRuns,
    String owner,
    List<Argument> defaults,
    List<String> runbook,
    boolean runParameters,
    List<String> tags,
    List<TaskModel> tasks,
    List<EdgeModel> edges) {

  /** A module constant. */
  public record AssetModel(PythonText constant, String name, String uri) {}

  /** A keyword argument. */
  public record Argument(String name, PythonText value) {
    /** Returns the keyword as it stands before the equals sign. */
    public PythonText keyword() {
      return PythonText.name(name);
    }
  }

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
