package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.e2e.AirflowApi.Run;
import io.dataplat.e2e.AirflowApi.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Airflow runs the committed DAGs: files of a shop become tables, as on one machine. */
@Order(3)
@ExtendWith({Platform.Given.class, Airflow.Given.class, Steps.class})
@TestMethodOrder(OrderAnnotation.class)
class BatchIT {

  static final String SALT = "data/privacy#salt"; // what ExternalSecrets makes of it
  private static final String ORDERS = "retail.orders_daily";
  private static final String MASTER_DATA = "retail.master_data";
  private static final String DIMENSIONS = "retail.dimensions";
  private static final String VALUE = "retail.customer_value";
  private static final Duration LIMIT = Duration.ofMinutes(12);

  private static DataSide data;
  private static SeenPods seen;
  private static Path dags;
  private static AirflowApi api;
  private static AirflowRuns runs;

  @BeforeAll
  static void start(Platform platform, Airflow airflow) {
    data = platform.data();
    seen = platform.seen();
    dags = platform.repository().dags();
    api = airflow.api();
    runs = new AirflowRuns(api);
  }

  @Test
  @Order(1)
  void airflowReadsEveryDag() throws IOException, InterruptedException {
    assertThat(api.importErrors()).isEmpty();
    assertThat(api.dags()).contains(ORDERS, MASTER_DATA, DIMENSIONS, VALUE);
  }

  @Test
  @Order(2)
  void theSchedulerRunsWhatIsDueInTheOrderOfItsData() throws IOException, InterruptedException {
    for (String dag : List.of(VALUE, DIMENSIONS, MASTER_DATA, ORDERS)) {
      api.unpause(dag);
    }
    api.trigger(MASTER_DATA); // only the next night is due
    runs.awaitSuccess(ORDERS);

    List<Task> tasks = api.tasks(ORDERS, api.runs(ORDERS).get(0));
    assertThat(tasks).extracting(Task::id).containsExactly("build", "lines", "sum");
    assertThat(tasks.get(0).endedAt()).isLessThan(tasks.get(1).startedAt());
    assertThat(tasks.get(1).endedAt()).isLessThan(tasks.get(2).startedAt());
  }

  @Test
  @Order(3)
  void dagsOfAssetsFollowWithoutBeingCalled() {
    runs.awaitSuccess(MASTER_DATA);
    runs.awaitSuccess(DIMENSIONS);
    runs.awaitSuccess(VALUE);
  }

  @Test
  @Order(4)
  void theTablesHoldTheRowsOfALocalRun() throws IOException, InterruptedException {
    List<String> ran = new ArrayList<>();
    ran.addAll(runs.ran(dags, ORDERS, "build", "lines", "sum"));
    ran.addAll(runs.ran(dags, MASTER_DATA, "customers", "parts", "suppliers", "places"));
    ran.addAll(runs.ran(dags, DIMENSIONS, "customers", "suppliers", "parts"));
    ran.addAll(runs.ran(dags, VALUE, "value"));

    assertThat(data.differences(SALT, ran)).isEmpty();
  }

  @Test
  @Order(5)
  void aSecondRunOfTheSameIntervalChangesNothing() throws IOException, InterruptedException {
    Run run = api.runs(ORDERS).get(0);
    Map<String, String> before = data.snapshots();
    String end = run.endedAt();

    Instant trigger = Instant.now();
    api.again(ORDERS, run);
    Wait.until("a second run of all tasks", LIMIT, () -> notAgain(run, end));

    List<Task> tasks = api.tasks(ORDERS, run);
    Steps.say(
        "first executor %.1f s, first task done %.1f s, all three %.1f s after the trigger",
        seconds(trigger, seen.firstExecutor(trigger)),
        seconds(trigger, Instant.parse(tasks.get(0).endedAt())),
        seconds(trigger, Instant.parse(tasks.get(2).endedAt())));

    assertThat(data.snapshots()).isEqualTo(before);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static List<String> notAgain(Run run, String end) {
    try {
      return api.tasks(ORDERS, run).stream()
          .filter(task -> !task.state().equals("success") || task.startedAt().compareTo(end) < 0)
          .map(Task::toString)
          .toList();
    } catch (IOException | InterruptedException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
