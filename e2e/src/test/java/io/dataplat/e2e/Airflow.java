package io.dataplat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Airflow, scheduler with local executor and all, that takes its DAGs from a folder and its
 * rights in the cluster from a kubeconfig.
 */
final class Airflow implements AutoCloseable {

  /** A run of a DAG, or of one of its tasks, and when it was due, begun and done. */
  record Run(String id, String state, String tick, String startedAt, String endedAt) {}

  private static final String API = "http://127.0.0.1:8080";
  private static final Duration LONGEST_START = Duration.ofMinutes(4);
  private static final int END_SECONDS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path log;
  // Its server takes the offer of HTTP/2 that comes with a body for a mistake.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String token = "";

  /**
   * Starts it.
   *
   * @param programs the folder of its programs, such as {@code bin} of a virtual environment
   */
  Airflow(Path programs, Path home, Path dags, Path kubeconfig)
      throws IOException, InterruptedException {
    PlatformRepository.delete(home);
    Files.createDirectories(home);
    log = home.resolve("airflow.log");
    var builder =
        new ProcessBuilder(programs.resolve("airflow").toString(), "standalone")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    settings(home, dags, kubeconfig).forEach(builder.environment()::put);
    builder.environment().merge("PATH", programs.toString(), (path, more) -> more + ":" + path);
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close)); // when somebody stops the test
    var end = Instant.now().plus(LONGEST_START);
    while (!isReady()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        close();
        throw new IllegalStateException("Airflow did not start: " + Files.readString(log));
      }
      Thread.sleep(1000);
    }
  }

  private static Map<String, String> settings(Path home, Path dags, Path kubeconfig) {
    var bundle =
        JSON.createObjectNode()
            .put("name", "e2e")
            .put("classpath", "airflow.dag_processing.bundles.local.LocalDagBundle");
    bundle.putObject("kwargs").put("path", dags.toString());
    var connection = JSON.createObjectNode().put("conn_type", "kubernetes");
    connection.putObject("extra").put("kube_config_path", kubeconfig.toString());
    return Map.of(
        "AIRFLOW_HOME", home.toString(),
        "AIRFLOW__CORE__LOAD_EXAMPLES", "False",
        "AIRFLOW__CORE__EXECUTOR", "LocalExecutor",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "True",
        "AIRFLOW__API__HOST", "127.0.0.1",
        "AIRFLOW__API__WORKERS", "1",
        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST", "[" + bundle + "]",
        "AIRFLOW_CONN_KUBERNETES_DEFAULT", connection.toString());
  }

  private boolean isReady() throws InterruptedException {
    try {
      token = call("GET", "/auth/token", "").get("access_token").asText();
      var parts = call("GET", "/api/v2/monitor/health", "");
      return List.of("metadatabase", "scheduler", "dag_processor").stream()
          .allMatch(part -> parts.at("/" + part + "/status").asText().equals("healthy"));
    } catch (IOException e) {
      return false;
    }
  }

  /** The ids of all DAGs that it has read. */
  List<String> dags() throws IOException, InterruptedException {
    return call("GET", "/api/v2/dags?limit=100", "").get("dags").findValuesAsText("dag_id");
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
    call("POST", "/api/v2/dags/" + dag + "/dagRuns/" + run.id() + "/clear", "{\"dry_run\": false}");
  }

  /** The runs of a DAG, oldest first. */
  List<Run> runs(String dag) throws IOException, InterruptedException {
    var answer = call("GET", "/api/v2/dags/" + dag + "/dagRuns?order_by=run_after", "");
    return runs(answer.get("dag_runs"), "dag_run_id");
  }

  /** The tasks of a run, in the order in which they started. */
  List<Run> tasks(String dag, Run run) throws IOException, InterruptedException {
    var path = "/api/v2/dags/" + dag + "/dagRuns/" + run.id() + "/taskInstances";
    return runs(call("GET", path, "").get("task_instances"), "task_id").stream()
        .sorted(Comparator.comparing(Run::startedAt))
        .toList();
  }

  private static List<Run> runs(JsonNode list, String id) {
    return list.valueStream()
        .map(
            run ->
                new Run(
                    run.get(id).asText(),
                    run.get("state").asText(),
                    run.get("run_after").asText(),
                    run.get("start_date").asText(),
                    run.get("end_date").asText()))
        .toList();
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(API + path.replace("+", "%2B")))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    // Its parts outlive it otherwise.
    var all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      try {
        each.onExit().get(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        each.destroyForcibly();
      }
    }
  }
}
