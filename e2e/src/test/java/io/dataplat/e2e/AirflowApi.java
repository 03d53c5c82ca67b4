package io.dataplat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What Airflow's server tells of DAGs, and what it can be asked for. */
final class AirflowApi {

  /** A run of a DAG, and when it was due, begun and done. */
  record Run(String id, String state, String tick, String endedAt) {}

  /** A task of a run in its last attempt, counted from 1. */
  record Task(String id, String state, int attempt, String startedAt, String endedAt) {}

  private static final String ADDRESS = "http://127.0.0.1:8080";
  private static final ObjectMapper JSON = new ObjectMapper();

  // Its server takes the offer of HTTP/2 that comes with a body for a mistake.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String token = "";

  /** Whether all parts run, and the scheduler has said so since an instant. */
  boolean isReady(Instant since) throws InterruptedException {
    try {
      token = call("GET", "/auth/token", "").get("access_token").asText();
      var parts = call("GET", "/api/v2/monitor/health", "");
      return List.of("metadatabase", "scheduler", "dag_processor").stream()
              .allMatch(part -> parts.at("/" + part + "/status").asText().equals("healthy"))
          && OffsetDateTime.parse(parts.at("/scheduler/latest_scheduler_heartbeat").asText())
              .toInstant()
              .isAfter(since);
    } catch (IOException e) {
      return false;
    }
  }

  /** The ids of all DAGs that it has read. */
  List<String> dags() throws IOException, InterruptedException {
    return call("GET", "/api/v2/dags?limit=100", "")
        .get("dags")
        .valueStream()
        .map(dag -> dag.get("dag_id").asText())
        .toList();
  }

  /** What it could not read. */
  List<String> importErrors() throws IOException, InterruptedException {
    return call("GET", "/api/v2/importErrors", "")
        .get("import_errors")
        .findValuesAsText("stack_trace");
  }

  /** Makes a pool, without which the tasks that name it wait for ever. */
  void pool(String name, int slots) throws IOException, InterruptedException {
    var body = JSON.createObjectNode().put("name", name).put("slots", slots);
    call("POST", "/api/v2/pools", body.toString());
  }

  /** Lets the scheduler start what is due, and what is asked for. */
  void unpause(String dag) throws IOException, InterruptedException {
    call("PATCH", "/api/v2/dags/" + dag, "{\"is_paused\": false}");
  }

  /** Asks for a run as of now. */
  void trigger(String dag) throws IOException, InterruptedException {
    call("POST", "/api/v2/dags/" + dag + "/dagRuns", "{\"logical_date\": null}");
  }

  /** Lets the tasks of a run run again. */
  void again(String dag, Run run) throws IOException, InterruptedException {
    call("POST", path(dag, run) + "/clear", "{\"dry_run\": false}");
  }

  /** The runs of a DAG, oldest first. */
  List<Run> runs(String dag) throws IOException, InterruptedException {
    return call("GET", "/api/v2/dags/" + dag + "/dagRuns?order_by=run_after", "")
        .get("dag_runs")
        .valueStream()
        .map(
            run ->
                new Run(
                    run.get("dag_run_id").asText(),
                    run.get("state").asText(),
                    run.get("run_after").asText(),
                    run.get("end_date").asText()))
        .toList();
  }

  /** The tasks of a run, in the order in which they started. */
  List<Task> tasks(String dag, Run run) throws IOException, InterruptedException {
    return call("GET", path(dag, run) + "/taskInstances", "")
        .get("task_instances")
        .valueStream()
        .map(AirflowApi::task)
        .sorted(Comparator.comparing(Task::startedAt))
        .toList();
  }

  /** A task of a run. */
  Task task(String dag, Run run, String task) throws IOException, InterruptedException {
    return task(call("GET", path(dag, run) + "/taskInstances/" + task, ""));
  }

  private static Task task(JsonNode task) {
    return new Task(
        task.get("task_id").asText(),
        task.get("state").asText(),
        task.get("try_number").asInt(),
        task.get("start_date").asText(),
        task.get("end_date").asText());
  }

  /** What a task has written in one of its attempts; nothing before it has begun. */
  String log(String dag, Run run, String task, int attempt)
      throws IOException, InterruptedException {
    var path = path(dag, run) + "/taskInstances/" + task + "/logs/" + attempt;
    var answer = send("GET", path + "?full_content=true", "");
    return answer.statusCode() == 404 ? "" : lines(parsed("GET", path, answer));
  }

  private static String lines(JsonNode log) {
    return log.get("content")
        .valueStream()
        .map(line -> line.path("event").asText() + error(line))
        .collect(Collectors.joining("\n"));
  }

  /** The message of the exception that has ended the attempt. */
  private static String error(JsonNode line) {
    return line.path("error_detail")
        .valueStream()
        .map(error -> "\n" + error.path("exc_value").asText())
        .collect(Collectors.joining());
  }

  private static String path(String dag, Run run) {
    return "/api/v2/dags/" + dag + "/dagRuns/" + run.id();
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    return parsed(method, path, send(method, path, body));
  }

  private static JsonNode parsed(String method, String path, HttpResponse<String> answer)
      throws IOException {
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(ADDRESS + path.replace("+", "%2B")))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
