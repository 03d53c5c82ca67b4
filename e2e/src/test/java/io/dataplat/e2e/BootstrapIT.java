package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Argo CD makes the whole environment out of one file that an administrator applies. */
@Order(1)
@ExtendWith({Platform.Given.class, Steps.class})
@TestMethodOrder(OrderAnnotation.class)
class BootstrapIT {

  @Test
  @Order(1)
  void check30EveryApplicationIsSyncedAtTheLastCommitBelowItsPath(Platform platform) {
    platform.awaitSynced();

    assertThat(platform.cluster().applications())
        .extracting(Application::name)
        .containsExactlyInAnyOrderElementsOf(platform.expectedApplications());
    assertThat(platform.cluster().argocd("AppProject"))
        .extracting(project -> project.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(platform.expectedProjects());
  }

  @Test
  @Order(2)
  void check30EveryApplicationIsHealthyAndStaysSo(Platform platform) {
    platform.await(
        "all Applications healthy",
        Duration.ofMinutes(4),
        application ->
            platform.isAtLastCommit(application)
                && application.isHealthyFor(Duration.ofMinutes(1)));

    assertThat(platform.cluster().namespaces())
        .containsExactlyInAnyOrder("e2e-operations", "e2e-retail");
  }
}
