package io.dataplat.e2e;

import io.dataplat.e2e.AirflowApi.Run;
import io.dataplat.e2e.AirflowApi.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waiting for what becomes of runs and their tasks. */
record AirflowRuns(AirflowApi api) {

  private static final Duration LIMIT = Duration.ofMinutes(12);
  private static final int LINES = 30;

  private interface Question<T> {
    T ask() throws IOException, InterruptedException;
  }

  /** Waits until all runs of a DAG have succeeded, and at least one. */
  void awaitSuccess(String dag) {
    Wait.until(
        dag + " succeeded",
        LIMIT,
        () -> {
          List<String> states = ask(() -> api.runs(dag)).stream().map(Run::state).toList();
          if (states.contains("failed")) {
            throw new AssertionError(dag + " failed: " + ask(() -> api.tasks(dag, lastRun(dag))));
          }
          return !states.isEmpty() && states.stream().allMatch("success"::equals)
              ? List.of()
              : List.of(dag + ": " + states);
        });
  }

  /** Waits until a task of the last run has succeeded, and says in which attempt. */
  int awaitSuccess(String dag, String task) {
    Wait.until(
        dag + "." + task + " succeeded",
        LIMIT,
        () -> {
          Task now = task(dag, task);
          if (now.state().equals("failed")) {
            throw new AssertionError(now + "\n" + last(log(dag, task, now.attempt())));
          }
          return now.state().equals("success") ? List.of() : List.of(now.toString());
        });
    return task(dag, task).attempt();
  }

  /** Waits until a DAG has so many runs. */
  void awaitRuns(String dag, int number) {
    Wait.until(
        number + " runs of " + dag,
        LIMIT,
        () -> {
          List<Run> there = ask(() -> api.runs(dag));
          return there.size() == number ? List.of() : List.of(there.toString());
        });
  }

  /** Waits until an attempt of a task of the last run has said something. */
  void awaitMessage(String dag, String task, int attempt, String message) {
    Wait.until(
        dag + "." + task + " says in attempt " + attempt + ": " + message,
        LIMIT,
        () -> {
          String log = log(dag, task, attempt);
          return log.contains(message) ? List.of() : last(log);
        });
  }

  private static List<String> last(String log) {
    List<String> lines = log.lines().toList();
    return lines.isEmpty()
        ? List.of("it has said nothing")
        : lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }

  /** What has run, a tick and an application each, in the order in which it did. */
  List<String> ran(Path dags, String dag, String... tasks) {
    List<String> ran = new ArrayList<>();
    for (Run run : ask(() -> api.runs(dag))) {
      for (String task : tasks) {
        ran.add(run.tick());
        ran.add(dags.resolve(dag.replace('.', '/') + "/" + task + ".yaml").toString());
      }
    }
    return ran;
  }

  /** What an attempt of a task of the last run has said so far. */
  private String log(String dag, String task, int attempt) {
    return ask(() -> api.log(dag, lastRun(dag), task, attempt));
  }

  /** A task of the last run. */
  Task task(String dag, String task) {
    return ask(() -> api.task(dag, lastRun(dag), task));
  }

  private Run lastRun(String dag) throws IOException, InterruptedException {
    List<Run> runs = api.runs(dag);
    return runs.get(runs.size() - 1);
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
