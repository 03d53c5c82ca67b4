package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the Pods of the tests before were allowed, have asked for, and have left. */
@Order(7)
@ExtendWith({Platform.Given.class, Steps.class})
class PodsIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> ROLES = List.of("driver", "executor");

  private static Platform platform;

  @BeforeAll
  static void start(Platform given) {
    platform = given;
    StreamDriver.running(given); // one Pod of each role at least
  }

  // The namespaces enforce it, so who was admitted passes.
  @Test
  void check17PodsOfSparkRunWhereOnlyTheRestrictedAre() {
    assertThat(
            platform
                .cluster()
                .client()
                .namespaces()
                .withLabel("dataplat.io/environment", Cluster.ENVIRONMENT)
                .list()
                .getItems())
        .isNotEmpty()
        .allMatch(
            namespace ->
                "restricted"
                    .equals(
                        namespace
                            .getMetadata()
                            .getLabels()
                            .get("pod-security.kubernetes.io/enforce")));
    for (String role : ROLES) {
      assertThat(platform.seen().of(role, pod -> hasRun(pod))).as(role).isNotEmpty();
    }
  }

  private static boolean hasRun(Pod pod) {
    return List.of("Running", "Succeeded").contains(pod.getStatus().getPhase());
  }

  @Test
  void check17NoPodWritesToItsOwnImage() {
    for (String role : ROLES) {
      for (Pod pod : platform.seen().of(role, any -> true)) {
        assertThat(pod.getSpec().getContainers())
            .as(pod.getMetadata().getName())
            .allMatch(PodsIT::isReadOnly);
      }
    }
  }

  private static boolean isReadOnly(Container container) {
    return Boolean.TRUE.equals(container.getSecurityContext().getReadOnlyRootFilesystem());
  }

  @Test
  void check19NoExecutorHasAToken() {
    for (Pod pod : platform.seen().of("executor", any -> true)) {
      assertThat(pod.getSpec().getVolumes())
          .as(pod.getMetadata().getName())
          .noneMatch(PodsIT::isToken);
    }
  }

  private static boolean isToken(Volume volume) {
    return volume.getProjected() != null
        && volume.getProjected().getSources().stream()
            .anyMatch(source -> source.getServiceAccountToken() != null);
  }

  @Test
  void check18EveryRightOfADriverIsUsedAndNoneIsMissing() throws IOException {
    String file = System.getenv("DATAPLAT_E2E_AUDIT");
    assumeTrue(file != null, "no audit log: DATAPLAT_E2E_AUDIT names none");
    var log = AuditLog.of(Path.of(file));

    assertThat(log.forbidden()).isEmpty();
    // To delete one Pod is what Spark does with an executor that goes before its time.
    assertThat(log.verbs("pods"))
        .contains("create", "get", "list", "watch", "deletecollection")
        .isSubsetOf("create", "get", "list", "watch", "delete", "deletecollection");
    assertThat(log.verbs("configmaps")).containsExactlyInAnyOrder("create", "deletecollection");
    assertThat(log.calls()).extracting(AuditLog.Call::resource).containsOnly("pods", "configmaps");
  }

  @Test
  void check27BatchRunsHaveLeftNothing() {
    Wait.until("nothing left of batch runs", LIMIT, new Leftovers(platform.cluster())::all);
  }
}
