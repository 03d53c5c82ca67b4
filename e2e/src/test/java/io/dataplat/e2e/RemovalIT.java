package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is removed from the repository goes after somebody has said yes to it, and not before. */
@Order(8)
@ExtendWith({Platform.Given.class, Steps.class})
@TestMethodOrder(OrderAnnotation.class)
class RemovalIT {

  private static final String ENVIRONMENT = "environments/e2e.yaml";
  private static final String RETAIL = "e2e--retail";
  private static final String OPERATIONS = "e2e--operations";
  private static final String NAMESPACE = "e2e-operations";
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
  void check33APipelineThatIsRemovedRunsUntilSomebodySaysYes()
      throws IOException, InterruptedException {
    String uid = driver.uid();
    String stream = "retail.order_events_live: {";
    // Who reads what it writes goes with it, else the repository does not compile.
    String none =
        "retail.order_status: {enabled: false}\n      retail.order_progress: {enabled: false}\n      "
            + stream
            + "enabled: false, ";
    repository.edit(ENVIRONMENT, stream, none);
    new Goals(repository.folder()).run("generate");
    platform.merge("No order events any more");

    awaitQuestion(RETAIL, "SparkApplication/" + StreamDriver.APPLICATION);
    assertThat(driver.uid()).isEqualTo(uid);
    assertThat(driver.isRunning()).isTrue();
  }

  @Test
  @Order(2)
  void check33MeanwhileCommitsOfOtherDomainsAreAppliedAndThoseOfItsOwnWait() throws IOException {
    for (String domain : List.of("retail", "operations")) {
      repository.edit(limits(domain), "memory: 512Mi", "memory: 500Mi");
    }
    platform.merge("A smaller default");

    Wait.until(
        "the other domain to follow",
        LIMIT,
        () ->
            platform.isAtLastCommit(platform.argocd().application(OPERATIONS))
                ? List.of()
                : List.of(platform.argocd().application(OPERATIONS).trouble()));
    assertThat(defaultMemory(NAMESPACE)).isEqualTo("500Mi");
    assertThat(defaultMemory(StreamDriver.NAMESPACE)).isEqualTo("512Mi");
    assertThat(driver.isRunning()).isTrue();
  }

  @Test
  @Order(3)
  void check33WithTheYesThePipelineGoesAndItsDataStays() throws IOException, InterruptedException {
    Map<String, String> before = platform.data().snapshots();

    platform.argocd().approve(RETAIL);
    Wait.until(
        "the stream gone",
        LIMIT,
        () -> driver.uid().isEmpty() ? List.of() : List.of(driver.state()));
    platform.awaitSynced();

    assertThat(defaultMemory(StreamDriver.NAMESPACE)).isEqualTo("500Mi");
    assertThat(platform.inventory().objects().keySet())
        .noneMatch(name -> name.contains("order-events"));
    assertThat(before).containsKey("order_events_bronze");
    // The last micro-batch of the stream may have come in between.
    assertThat(platform.data().snapshots()).containsOnlyKeys(before.keySet());
  }

  @Test
  @Order(4)
  void check34ADomainThatIsRemovedIsAskedForTwice() throws IOException, InterruptedException {
    List<String> before = platform.inventory().in(NAMESPACE);
    repository.revert(1);
    repository.edit(ENVIRONMENT, "domains:\n", "domains:\n      operations: {enabled: false}\n");
    new Goals(repository.folder()).run("generate");
    platform.merge("No operations any more");

    awaitQuestion(Platform.ROOT, "Application/" + OPERATIONS);
    assertThat(platform.inventory().in(NAMESPACE)).isEqualTo(before);
    platform.argocd().approve(Platform.ROOT);
    Wait.until(
        "the deletion of the domain to begin",
        LIMIT,
        () ->
            platform.argocd().application(OPERATIONS).isBeingDeleted()
                ? List.of()
                : List.of(platform.argocd().application(Platform.ROOT).trouble()));
    platform.awaitSaid(OPERATIONS, "Namespace");

    assertThat(platform.inventory().in(NAMESPACE)).isEqualTo(before);
    assertThat(platform.cluster().namespaces()).contains(NAMESPACE);
  }

  @Test
  @Order(5)
  void check34AfterTheSecondYesNothingOfItIsLeft() throws IOException {
    platform.argocd().approve(OPERATIONS);

    Wait.until("the domain gone", LIMIT, RemovalIT::left);
    platform.awaitSynced();
    assertThat(platform.inventory().in(NAMESPACE)).isEmpty();
  }

  private static List<String> left() {
    List<String> left =
        new ArrayList<>(
            platform.cluster().namespaces().stream().filter(NAMESPACE::equals).toList());
    for (String kind : List.of("Application", "AppProject")) {
      platform.cluster().argocd(kind).stream()
          .map(object -> object.getMetadata().getName())
          .filter(OPERATIONS::equals)
          .forEach(name -> left.add(kind + " " + name));
    }
    return left;
  }

  private static void awaitQuestion(String application, String resource) {
    platform.awaitSaid(application, "confirmation", resource);
  }

  private static String limits(String domain) {
    return "generated/e2e/" + domain + "/limitrange-domain.yaml";
  }

  private static String defaultMemory(String namespace) {
    var limits =
        platform.cluster().client().limitRanges().inNamespace(namespace).withName("domain");
    return String.valueOf(limits.require().getSpec().getLimits().get(0).getDefault().get("memory"));
  }
}
