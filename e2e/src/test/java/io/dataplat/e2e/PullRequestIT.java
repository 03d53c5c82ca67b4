package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a commit changes in the cluster, and what it leaves alone. */
@Order(5)
@ExtendWith({Platform.Given.class, Steps.class})
@TestMethodOrder(OrderAnnotation.class)
class PullRequestIT {

  private static final String ENVIRONMENT = "environments/e2e.yaml";
  private static final String TRIGGER = "retail.order_events_live: {trigger: {every: 10s}}";
  private static final String FOLDER = "generated/e2e/retail/order_events_live/";
  private static final String MANIFEST = FOLDER + "sparkapplication-order-events-live--land.yaml";
  private static final String STREAM = "SparkApplication e2e-retail/order-events-live--land";
  private static final String DENY_ALL = "generated/e2e/operations/networkpolicy-deny-all.yaml";
  private static final String OPERATIONS = "e2e--operations";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static Platform platform;
  private static PlatformRepository repository;
  private static StreamDriver driver;

  @BeforeAll
  static void start(Platform given) {
    platform = given;
    repository = given.repository();
    driver = StreamDriver.running(given);
  }

  @Test
  @Order(1)
  void anOverrideOfOneTaskChangesOneManifest() throws IOException, InterruptedException {
    repository.edit(
        ENVIRONMENT,
        TRIGGER,
        TRIGGER.replace("}}", "}, tasks: {land: {runtime: {executor: {memory: 3Gi}}}}}"));
    var goals = new Goals(repository.folder());
    goals.run("generate");
    goals.run("verify");

    assertThat(repository.changed())
        .containsExactlyInAnyOrder(ENVIRONMENT, MANIFEST, FOLDER + ".dataplat");
  }

  @Test
  @Order(2)
  void theCommitReachesThatApplicationAndNothingElse() throws IOException {
    Inventory before = platform.inventory();
    String uid = driver.uid();

    long merged = System.nanoTime();
    platform.merge("More memory for the executors of order events");
    platform.awaitSynced();
    Steps.say("Synced %.1f s after the commit", Steps.seconds(merged));
    driver.awaitAnother(uid);
    Steps.say("the new driver and its executor run %.1f s after the commit", Steps.seconds(merged));

    assertThat(platform.inventory().changedSince(before)).containsExactly(STREAM);
    assertThat(driver.executors()).extracting(PullRequestIT::gibibytes).containsOnly(3L);
  }

  private static long gibibytes(Pod pod) {
    var requests = pod.getSpec().getContainers().get(0).getResources().getRequests();
    return Quantity.getAmountInBytes(requests.get("memory")).longValueExact() >> 30;
  }

  @Test
  @Order(3)
  void aRevertBringsItBack() throws IOException {
    Inventory before = platform.inventory();
    String uid = driver.uid();

    repository.revert(1);
    platform.lookAtGit();
    platform.awaitSynced();
    driver.awaitAnother(uid);

    assertThat(platform.inventory().changedSince(before)).containsExactly(STREAM);
    assertThat(driver.executors()).extracting(PullRequestIT::gibibytes).containsOnly(2L);
  }

  @Test
  @Order(4)
  void check22AnotherCostCentreStartsNothingAnew() throws IOException, InterruptedException {
    Inventory before = platform.inventory();
    String uid = driver.uid();

    repository.edit("pipelines/retail/domain.yaml", "costCentre: \"4100\"", "costCentre: \"4101\"");
    new Goals(repository.folder()).run("generate");
    platform.merge("Another cost centre");
    platform.awaitSynced();

    Inventory now = platform.inventory();
    assertThat(now.changedSince(before)).isEqualTo(now.in("e2e-retail"));
    assertThat(driver.uid()).isEqualTo(uid);
    assertThat(driver.isRunning()).isTrue();
  }

  @Test
  @Order(5)
  void check35ACommitElsewhereIsNoSync() throws IOException {
    List<String> before = syncs();

    repository.edit("README.md", "# dataplat", "# Our platform");
    platform.merge("A title");
    platform.await("Argo CD to have looked", LIMIT, application -> !application.isAskedToLook());

    assertThat(syncs()).isEqualTo(before);
    assertThat(platform.cluster().applications()).allMatch(platform::isAtLastCommit);
  }

  private static List<String> syncs() {
    return platform.cluster().applications().stream().map(Application::lastSync).toList();
  }

  @Test
  @Order(6)
  void aManifestThatTheServerRefusesChangesNothingAndIsNamed() throws IOException {
    Inventory before = platform.inventory();

    repository.edit(DENY_ALL, "  podSelector: {}", "  podSelector: {}\n  podSelectors: {}");
    platform.merge("A field that no NetworkPolicy has");

    platform.awaitSaid(OPERATIONS, "podSelectors", "deny-all");
    assertThat(platform.inventory().changedSince(before)).isEmpty();
    assertThat(driver.isRunning()).isTrue();
  }

  @Test
  @Order(7)
  void check31AKindThatTheProjectDoesNotHaveIsRefusedWithAllOfItsCommit() throws IOException {
    Inventory before = platform.inventory();

    repository.revert(1);
    repository.add(
        "generated/e2e/operations/secret-foreign.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: foreign, namespace: e2e-operations}
        stringData: {key: value}
        """);
    platform.merge("A Secret in git");

    platform.awaitSaid(OPERATIONS, "Secret", "not permitted in project");
    assertThat(platform.inventory().changedSince(before)).isEmpty();
    assertThat(
            platform.cluster().client().secrets().inNamespace("e2e-operations").list().getItems())
        .noneMatch(secret -> secret.getMetadata().getName().equals("foreign"));
    repository.revert(1);
    platform.lookAtGit();
    platform.awaitSynced();
  }

  @Test
  @Order(8)
  void check29AnImageThatDoesNotExistKeepsNoLaterCommitBack() throws IOException {
    repository.edit(MANIFEST, "dataplat/jobs:0.1.0", "dataplat/jobs:0.0.0");
    platform.merge("An image that does not exist");
    Wait.until(
        "a driver that cannot start",
        LIMIT,
        () -> driver.isRunning() ? List.of(driver.state()) : List.of());
    Inventory before = platform.inventory();

    repository.edit("generated/e2e/retail/limitrange-domain.yaml", "cpu: 100m", "cpu: 101m");
    platform.merge("Something else");
    platform.awaitSynced();

    assertThat(platform.inventory().changedSince(before))
        .containsExactly("LimitRange e2e-retail/domain");
    assertThat(driver.isRunning()).isFalse();
  }

  @Test
  @Order(9)
  void check21AnotherPlanIsOneNewDriverThatHasIt() throws IOException, InterruptedException {
    repository.revert(2);
    repository.edit(ENVIRONMENT, TRIGGER, TRIGGER.replace("10s", "5s"));
    new Goals(repository.folder()).run("generate");
    String uid = driver.uid();
    platform.merge("A faster trigger, and an image that exists");
    platform.awaitSynced();
    driver.awaitAnother(uid);

    assertThat(driversWith("\"trigger\": \"PT5S\""))
        .extracting(pod -> pod.getMetadata().getUid())
        .containsExactly(driver.uid());
    assertThat(driver.plan()).contains("\"trigger\": \"PT5S\"");
  }

  private static List<Pod> driversWith(String plan) {
    return platform
        .seen()
        .of(
            "driver",
            pod ->
                pod.getMetadata()
                    .getAnnotations()
                    .getOrDefault("dataplat.io/plan", "")
                    .contains(plan));
  }
}
