package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What goes wrong on a cluster happens to two DAGs, a day of orders and a calendar: each task says
 * what was wrong, is tried again, and in the end each row is there once and nothing is left behind.
 */
@Order(6)
@ExtendWith({Platform.Given.class, Airflow.Given.class, Steps.class})
@TestMethodOrder(OrderAnnotation.class)
class FaultsIT {

  private static final String ORDERS = "retail.orders_daily";
  private static final String CALENDAR = "retail.calendar_load";
  private static final String ORDERS_DAG =
      PlatformRepository.DAGS + "/retail/orders_daily/orders_daily.py";
  private static final String CALENDAR_TASK =
      PlatformRepository.DAGS + "/retail/calendar_load/load.yaml";
  private static final Pattern IMAGE = Pattern.compile("^  image: (\\S+)$", Pattern.MULTILINE);
  private static final String NO_IMAGE = "localhost/dataplat/no-such-jobs:0.1.0";
  private static final String SYNCED_MEANWHILE = "generated/e2e/operations";
  private static final int GONE_SECONDS = 30;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static Platform platform;
  private static Airflow airflow;
  private static AirflowRuns runs;
  private static Domain retail;
  private static StreamDriver stream;
  private static String driver;
  private static String image;
  private static int commits;

  @BeforeAll
  static void start(Platform given, Airflow started) throws IOException, InterruptedException {
    platform = given;
    airflow = started;
    runs = new AirflowRuns(airflow.api());
    retail = new Domain(platform.cluster().client(), StreamDriver.NAMESPACE);
    stream = new StreamDriver(platform.cluster());
    awaitHealthy();
    driver = stream.uid();
    image = imageOfTheCalendar();
    airflow.api().unpause(ORDERS);
    runs.awaitSuccess(ORDERS); // the first day, if no test before has had it
  }

  @AfterAll
  static void restore() throws IOException {
    if (commits > 0) {
      platform.repository().revert(commits);
      platform.lookAtGit();
    }
  }

  @Test
  @Order(1)
  void aTaskThatAFullQuotaRefusesSaysSo() throws IOException, InterruptedException {
    retail.fillQuota("full");
    try {
      airflow.api().unpause(CALENDAR);
      airflow.api().trigger(CALENDAR);

      runs.awaitMessage(CALENDAR, "load", 1, "exceeded quota: full");
    } finally {
      retail.removeQuota("full");
    }
  }

  @Test
  @Order(2)
  void aTaskWhoseSecretIsMissingNamesItsFile() throws IOException, InterruptedException {
    deliverWithoutImage(); // the next attempt of the calendar fails in the meantime
    letTheNextDayBeDue();
    assumeFalse(ExternalSecrets.areOfCluster(), "External Secrets makes again what is removed");
    var secret = retail.removeSecret("object-store"); // Airflow takes longer to read the DAG
    try {
      runs.awaitRuns(ORDERS, 2);
      runs.awaitMessage(ORDERS, "build", 1, "the secret file `/etc/dataplat-secrets/object_store/");
    } finally {
      retail.restore(secret);
    }
  }

  @Test
  @Order(3)
  void aTaskWhoseImageDoesNotExistNamesIt() throws IOException {
    runs.awaitMessage(CALENDAR, "load", 2, "image \"" + NO_IMAGE + "\"");

    platform.repository().edit(CALENDAR_TASK, NO_IMAGE, image);
    commit("Name an image that exists");
  }

  @Test
  @Order(4)
  void theOperatorAndArgoCdGoOnWhereTheyWereKilled() throws IOException, InterruptedException {
    var controllers = Controllers.given();
    touchEachManifest();
    platform.lookAtGit();
    awaitSyncInProgress();
    controllers.kill("argocd-application-controller");
    retail.awaitDriver("orders-daily--build");
    int attempt = runs.task(ORDERS, "build").attempt();
    controllers.kill("spark-operator");

    controllers.start();

    platform.awaitSynced();
    assertThat(runs.awaitSuccess(ORDERS, "build")).isEqualTo(attempt);
  }

  @Test
  @Order(5)
  void theNextSchedulerTakesUpTheDriverOfALostTask() throws IOException, InterruptedException {
    String lost = retail.awaitDriver("orders-daily--lines");
    int attempt = runs.task(ORDERS, "lines").attempt();

    airflow.killScheduler();
    airflow.startScheduler();

    runs.awaitMessage(ORDERS, "lines", attempt + 1, lost + ". Reattaching to it.");
    assertThat(runs.awaitSuccess(ORDERS, "lines")).isEqualTo(attempt + 1);
  }

  @Test
  @Order(6)
  void aTaskOutlivesHalfAMinuteWithoutApiServerAndKubelet()
      throws IOException, InterruptedException {
    var controllers = Controllers.given();
    retail.awaitDriver("orders-daily--sum");

    controllers.kill("kubelet");
    controllers.kill("kube-apiserver");
    Thread.sleep(Duration.ofSeconds(GONE_SECONDS).toMillis());
    controllers.start();

    // Airflow asks again for less than half a minute, then the attempt is lost and not the driver.
    runs.awaitSuccess(ORDERS, "sum");
  }

  @Test
  @Order(7)
  void eachRowIsThereOnce() throws IOException, InterruptedException {
    runs.awaitSuccess(ORDERS);
    runs.awaitSuccess(CALENDAR);
    Path dags = platform.repository().dags();
    List<String> ran = new ArrayList<>(runs.ran(dags, ORDERS, "build", "lines", "sum"));
    ran.addAll(runs.ran(dags, CALENDAR, "load"));

    assertThat(ran).hasSize(2 * (2 * 3 + 1));
    assertThat(platform.data().differences(BatchIT.SALT, ran)).isEmpty();
  }

  @Test
  @Order(8)
  void theStreamHasRunOnWithTheSameDriver() {
    awaitHealthy();

    assertThat(stream.isRunning()).isTrue();
    assertThat(stream.uid()).isEqualTo(driver);
  }

  @Test
  @Order(9)
  void nothingIsLeftButFailedApplicationsThatTheOperatorRemoves() {
    List<GenericKubernetesResource> left = retail.applicationsBut(StreamDriver.APPLICATION);
    // Airflow deletes what has run, not what has never started or what ended while it looked away.
    assertThat(left).allMatch(Domain::isFailedAndRemovedInTime);

    retail.remove(left); // as the operator does, an hour after their end
    Wait.until("nothing left of what failed", LIMIT, new Leftovers(platform.cluster())::all);
  }

  private static String imageOfTheCalendar() throws IOException {
    String task = Files.readString(platform.repository().folder().resolve(CALENDAR_TASK));
    return IMAGE.matcher(task).results().findFirst().orElseThrow().group(1);
  }

  private static void deliverWithoutImage() throws IOException {
    platform.repository().edit(CALENDAR_TASK, image, NO_IMAGE);
    commit("Name an image that does not exist");
  }

  private static void letTheNextDayBeDue() throws IOException {
    platform.repository().edit(ORDERS_DAG, "(1996, 1, 2, 23, 59, 59", "(1996, 1, 3, 23, 59, 59");
    commit("Take the orders of one day more");
  }

  /** Makes a sync that takes long enough to die in it. */
  private static void touchEachManifest() throws IOException {
    Path folder = platform.repository().folder();
    try (Stream<Path> files = Files.walk(folder.resolve(SYNCED_MEANWHILE))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        String annotations = "\n  annotations:\n";
        platform
            .repository()
            .edit(
                folder.relativize(file).toString(),
                annotations,
                annotations + "    dataplat.io/touched: \"true\"\n");
      }
    }
    commit("Touch each manifest");
  }

  private static void commit(String message) throws IOException {
    platform.repository().commit(message);
    commits++;
  }

  private static void awaitSyncInProgress() throws IOException {
    String head = platform.repository().head();
    Wait.until(
        "a sync in progress",
        LIMIT,
        () -> {
          Application application = platform.argocd().application("e2e--operations");
          return application.isSyncing(head) ? List.of() : List.of(application.trouble());
        });
  }

  private static void awaitHealthy() {
    platform.await(
        "all Applications healthy",
        LIMIT,
        application ->
            platform.isAtLastCommit(application)
                && application.isHealthyFor(Duration.ofSeconds(GONE_SECONDS)));
  }
}
