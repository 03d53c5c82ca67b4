package io.dataplat.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real Airflow, scheduler with local executor and all, that takes its DAGs from a folder and its
 * rights in the cluster from a kubeconfig.
 */
final class Airflow implements AutoCloseable {

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static final String SCHEDULER = "scheduler";
  private static final Duration LONGEST_START = Duration.ofMinutes(4);
  private static final int END_SECONDS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path programs;
  private final Path home;
  private final Map<String, String> settings;
  private final Map<String, Process> parts = new LinkedHashMap<>();
  private final AirflowApi api = new AirflowApi();

  private Airflow(Path programs, Path home, Map<String, String> settings) {
    this.programs = programs;
    this.home = home;
    this.settings = settings;
  }

  /**
   * Starts it with an empty database.
   *
   * @param programs the folder of its programs, such as {@code bin} of a virtual environment
   */
  static Airflow start(Path programs, Path home, Path dags, Path kubeconfig)
      throws IOException, InterruptedException {
    PlatformRepository.delete(home);
    Files.createDirectories(home);
    var airflow = new Airflow(programs, home, settings(home, dags, kubeconfig));
    Runtime.getRuntime().addShutdownHook(new Thread(airflow::close)); // when the test is stopped
    if (airflow.command("db", "migrate").start().waitFor() != 0) {
      throw new IllegalStateException(airflow.logs());
    }
    airflow.start("api-server");
    airflow.start("dag-processor");
    airflow.startScheduler();
    airflow.awaitDags(dags);
    airflow.api.pool("spark_retail", 2);
    return airflow;
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
        // To read all files each half minute takes a core; one that has changed is read at once.
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL", "3600",
        // A scheduler that follows a dead one looks for its tasks each five minutes.
        "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL", "10",
        "AIRFLOW_CONN_KUBERNETES_DEFAULT", connection.toString());
  }

  AirflowApi api() {
    return api;
  }

  /**
   * Takes the scheduler away with the tasks that it runs, as a node does with a Pod that has the
   * local executor.
   */
  void killScheduler() {
    Process scheduler = Objects.requireNonNull(parts.get(SCHEDULER));
    List<ProcessHandle> tasks = scheduler.descendants().toList();
    scheduler.destroyForcibly();
    tasks.forEach(ProcessHandle::destroyForcibly);
    scheduler.onExit().join();
  }

  /** Starts a scheduler, which finds in the database what another one has begun. */
  void startScheduler() throws IOException, InterruptedException {
    var begun = Instant.now();
    start(SCHEDULER);
    await(() -> api.isReady(begun));
  }

  /** Waits until each file has become a DAG, or an error of its own. */
  private void awaitDags(Path folder) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.walk(folder)) {
      long number = files.filter(file -> file.toString().endsWith(".py")).count();
      await(() -> api.dags().size() + api.importErrors().size() >= number);
    }
  }

  private void await(Condition condition) throws IOException, InterruptedException {
    var end = Instant.now().plus(LONGEST_START);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end) || !parts.values().stream().allMatch(Process::isAlive)) {
        close();
        throw new IllegalStateException("Airflow did not start:\n" + logs());
      }
      Thread.sleep(1000);
    }
  }

  private void start(String part) throws IOException {
    parts.put(part, command(part).start());
  }

  private ProcessBuilder command(String... arguments) {
    Path log = home.resolve(arguments[0] + ".log");
    var builder = new ProcessBuilder(programs.resolve("airflow").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(settings);
    builder.environment().merge("PATH", programs.toString(), (path, more) -> more + ":" + path);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private String logs() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      var text = new StringBuilder();
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        text.append(log).append('\n').append(Files.readString(log)).append('\n');
      }
      return text.toString();
    }
  }

  @Override
  public void close() {
    // Its parts outlive each other otherwise.
    var all =
        parts.values().stream()
            .flatMap(part -> Stream.concat(Stream.of(part.toHandle()), part.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      try {
        each.onExit().get(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        each.destroyForcibly();
      }
    }
  }

  /** Gives tests the one Airflow of the run; without one, it says why they are skipped. */
  static final class Given implements ParameterResolver, ExecutionCondition {

    private static final String PYTHON = "DATAPLAT_AIRFLOW_PYTHON";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return System.getenv(PYTHON) == null
          ? ConditionEvaluationResult.disabled(
              "no Airflow: " + PYTHON + " names no python that has it")
          : ConditionEvaluationResult.enabled(PYTHON);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Airflow.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      var platform = (Platform) new Platform.Given().resolveParameter(parameter, context);
      var given =
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.create(Airflow.class))
              .getOrComputeIfAbsent("airflow", key -> attempt(platform));
      if (given instanceof Airflow airflow) {
        return airflow;
      }
      throw new IllegalStateException("Airflow cannot be started", (Throwable) given);
    }

    // What has failed once is not tried again for each test.
    private static Object attempt(Platform platform) {
      try {
        return start(platform);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return e;
      } catch (IOException | RuntimeException | AssertionError e) {
        return e;
      }
    }

    private static Airflow start(Platform platform) throws IOException, InterruptedException {
      platform.awaitSynced();
      Path folder = Files.createDirectories(Path.of("target", "airflow").toAbsolutePath());
      return Airflow.start(
          Path.of(System.getenv(PYTHON)).resolveSibling("."),
          folder.resolve("home"),
          platform.repository().dags(),
          AirflowWorker.kubeconfig(platform.cluster(), folder));
    }
  }
}
