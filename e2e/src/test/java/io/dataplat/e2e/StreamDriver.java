package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The driver of the environment's stream. */
record StreamDriver(Cluster cluster) {

  static final String NAMESPACE = "e2e-retail";
  static final String APPLICATION = "order-events-live--land";
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** The driver of a platform's stream, once all is synced and it runs. */
  static StreamDriver running(Platform platform) {
    platform.awaitSynced();
    var driver = new StreamDriver(platform.cluster());
    driver.awaitAnother(""); // one at all
    return driver;
  }

  PodResource pod() {
    return cluster.client().pods().inNamespace(NAMESPACE).withName(APPLICATION + "-driver");
  }

  /** What no other Pod of the name has had; nothing where there is no Pod. */
  String uid() {
    Pod pod = pod().get();
    return pod == null ? "" : pod.getMetadata().getUid();
  }

  boolean isAnother(String uid) {
    return !List.of("", uid).contains(uid());
  }

  /** Waits until the operator says that another driver than this one runs with its executors. */
  void awaitAnother(String uid) {
    Wait.until(
        "another driver that runs",
        LIMIT,
        () -> isAnother(uid) && isRunning() ? List.of() : List.of(uid() + ": " + state()));
  }

  boolean isRunning() {
    return state().equals("RUNNING") && hasRunningExecutor();
  }

  private boolean hasRunningExecutor() {
    return executors().stream().anyMatch(pod -> pod.getStatus().getPhase().equals("Running"));
  }

  List<Pod> executors() {
    return cluster
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("dataplat.io/pipeline", "order-events-live")
        .withLabel("dataplat.io/role", "executor")
        .list()
        .getItems();
  }

  /** The plan, as its process sees it. */
  String plan() {
    var output = new ByteArrayOutputStream();
    try (ExecWatch shell =
        pod().writingOutput(output).exec("bash", "-c", "echo \"$(</etc/dataplat/plan.json)\"")) {
      shell.exitCode().join();
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  /** The state that the operator has written down. */
  String state() {
    return cluster.everywhere("sparkoperator.k8s.io/v1beta2", "SparkApplication").stream()
        .filter(application -> application.getMetadata().getName().equals(APPLICATION))
        .map(application -> application.<Object>get("status", "applicationState", "state"))
        .map(String::valueOf)
        .findFirst()
        .orElse("no such application");
  }
}
