package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dataplat.e2e.Airflow.Run;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Airflow runs the committed DAGs: files of a shop become tables, as on one machine. */
@Order(3)
@ExtendWith({Platform.Given.class, Steps.class})
@TestMethodOrder(OrderAnnotation.class)
class BatchIT {

  private static final Path FOLDER = Path.of("target", "batch").toAbsolutePath();
  private static final Path DAGS = Path.of("../generated/e2e/airflow/dags").toAbsolutePath();
  private static final String SALT = "data/privacy#salt"; // what ExternalSecrets makes of it
  private static final String ORDERS = "retail.orders_daily";
  private static final String MASTER_DATA = "retail.master_data";
  private static final String DIMENSIONS = "retail.dimensions";
  private static final String VALUE = "retail.customer_value";
  private static final Duration LIMIT = Duration.ofMinutes(12);

  private static DataSide data;
  private static Airflow airflow;

  @BeforeAll
  static void start(Platform platform) throws IOException, InterruptedException {
    String python = System.getenv("DATAPLAT_AIRFLOW_PYTHON");
    assumeTrue(python != null, "no Airflow: DATAPLAT_AIRFLOW_PYTHON names no python that has it");
    platform.awaitSynced();
    data = platform.data();
    Files.createDirectories(FOLDER);
    airflow =
        new Airflow(
            Path.of(python).resolveSibling("."),
            FOLDER.resolve("airflow"),
            DAGS.normalize(),
            kubeconfig(platform.cluster()));
    airflow.pool("spark_retail", 2);
  }

  @AfterAll
  static void stop() {
    if (airflow != null) {
      airflow.close();
    }
  }

  /** The rights of Airflow's workers, not those of whoever runs the test. */
  private static Path kubeconfig(Cluster cluster) throws IOException {
    cluster.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: airflow}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: airflow-worker, namespace: airflow}
        """);
    var account =
        cluster.client().serviceAccounts().inNamespace("airflow").withName("airflow-worker");
    var token = account.tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build());
    var server = cluster.client().getConfiguration();
    Path file = FOLDER.resolve("worker.kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: e2e, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: worker, user: {token: "%s"}}]
        contexts: [{name: e2e, context: {cluster: e2e, user: worker}}]
        current-context: e2e
        """
            .formatted(
                server.getMasterUrl(), server.getCaCertFile(), token.getStatus().getToken()));
    return file;
  }

  @Test
  @Order(1)
  void airflowReadsEveryDag() throws IOException, InterruptedException {
    assertThat(airflow.importErrors()).isEmpty();
    assertThat(airflow.dags()).contains(ORDERS, MASTER_DATA, DIMENSIONS, VALUE);
  }

  @Test
  @Order(2)
  void theSchedulerRunsWhatIsDueInTheOrderOfItsData() throws IOException, InterruptedException {
    for (String dag : List.of(VALUE, DIMENSIONS, MASTER_DATA, ORDERS)) {
      airflow.unpause(dag);
    }
    airflow.trigger(MASTER_DATA); // only the next night is due
    awaitSuccess(ORDERS);

    List<Run> tasks = airflow.tasks(ORDERS, airflow.runs(ORDERS).get(0));
    assertThat(tasks).extracting(Run::id).containsExactly("build", "lines", "sum");
    assertThat(tasks.get(0).endedAt()).isLessThan(tasks.get(1).startedAt());
    assertThat(tasks.get(1).endedAt()).isLessThan(tasks.get(2).startedAt());
  }

  @Test
  @Order(3)
  void dagsOfAssetsFollowWithoutBeingCalled() {
    awaitSuccess(MASTER_DATA);
    awaitSuccess(DIMENSIONS);
    awaitSuccess(VALUE);
  }

  @Test
  @Order(4)
  void theTablesHoldTheRowsOfALocalRun() throws IOException, InterruptedException {
    List<String> runs = new ArrayList<>();
    add(runs, ORDERS, "build", "lines", "sum");
    add(runs, MASTER_DATA, "customers", "parts", "suppliers", "places");
    add(runs, DIMENSIONS, "customers", "suppliers", "parts");
    add(runs, VALUE, "value");

    assertThat(data.differences(SALT, runs)).isEmpty();
  }

  private static void add(List<String> runs, String dag, String... tasks)
      throws IOException, InterruptedException {
    List<Run> ofDag = airflow.runs(dag);
    for (String task : tasks) {
      runs.add(ofDag.get(ofDag.size() - 1).tick());
      runs.add(DAGS.resolve(dag.replace('.', '/') + "/" + task + ".yaml").normalize().toString());
    }
  }

  @Test
  @Order(5)
  void aSecondRunOfTheSameIntervalChangesNothing() throws IOException, InterruptedException {
    Run run = airflow.runs(ORDERS).get(0);
    Map<String, String> before = data.snapshots();
    String end = run.endedAt();

    airflow.again(ORDERS, run);
    Wait.until("a second run of all tasks", LIMIT, () -> notAgain(run, end));

    assertThat(data.snapshots()).isEqualTo(before);
  }

  private static List<String> notAgain(Run run, String end) {
    try {
      return airflow.tasks(ORDERS, run).stream()
          .filter(task -> !task.state().equals("success") || task.startedAt().compareTo(end) < 0)
          .map(Run::toString)
          .toList();
    } catch (IOException | InterruptedException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static void awaitSuccess(String dag) {
    Wait.until(
        dag + " succeeded",
        LIMIT,
        () -> {
          List<String> states = states(dag);
          return !states.isEmpty() && states.stream().allMatch("success"::equals)
              ? List.of()
              : List.of(dag + ": " + states);
        });
  }

  private static List<String> states(String dag) {
    try {
      return airflow.runs(dag).stream().map(Run::state).toList();
    } catch (IOException | InterruptedException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
