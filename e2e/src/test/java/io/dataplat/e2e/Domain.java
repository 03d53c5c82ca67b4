package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The namespace of a domain, as somebody has it who may do anything there. */
record Domain(KubernetesClient client, String namespace) {

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int LONGEST_STAY_SECONDS = 3600;

  /** Makes a quota that lets no Pod more in. */
  void fillQuota(String name) {
    var full =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withHard(Map.of("pods", new Quantity("0")))
            .endSpec()
            .build();
    client.resource(full).create();
    Wait.until("the Pods counted", LIMIT, () -> isCounted(name) ? List.of() : List.of(name));
  }

  private boolean isCounted(String quota) {
    var status = quota(quota).require().getStatus();
    return status != null && status.getUsed() != null && status.getUsed().containsKey("pods");
  }

  void removeQuota(String name) {
    quota(name).delete();
  }

  private Resource<ResourceQuota> quota(String name) {
    return client.resourceQuotas().inNamespace(namespace).withName(name);
  }

  /** Takes a Secret away, and returns what brings it back. */
  Secret removeSecret(String name) {
    Resource<Secret> secret = client.secrets().inNamespace(namespace).withName(name);
    Secret there = secret.require();
    secret.delete();
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(there.getMetadata().getLabels())
        .endMetadata()
        .withType(there.getType())
        .withData(there.getData())
        .build();
  }

  void restore(Secret secret) {
    client.resource(secret).create();
  }

  /**
   * Waits until the driver of a batch task runs, and returns its name.
   *
   * <p>No other application is being submitted then: whether one has been whose submission lost its
   * operator is not said.
   */
  String awaitDriver(String application) {
    Wait.until(
        "the driver of " + application,
        LIMIT,
        () ->
            Stream.concat(
                    driver(application).isPresent() ? Stream.of() : Stream.of("it does not run"),
                    applications().stream()
                        .filter(each -> state(each).isEmpty())
                        .map(each -> each.getMetadata().getName() + ": not submitted"))
                .toList());
    return driver(application).orElseThrow();
  }

  private Optional<String> driver(String application) {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
        .map(Domain::name)
        .filter(name -> name.startsWith(application + "-") && name.endsWith("-driver"))
        .findFirst();
  }

  /** All applications but one. */
  List<GenericKubernetesResource> applicationsBut(String name) {
    return applications().stream().filter(each -> !name(each).equals(name)).toList();
  }

  /** Whether an application has failed, and the operator removes it within the hour. */
  static boolean isFailedAndRemovedInTime(GenericKubernetesResource application) {
    return state(application).equals("FAILED")
        && application.get("spec", "timeToLiveSeconds") instanceof Number seconds
        && seconds.intValue() <= LONGEST_STAY_SECONDS;
  }

  void remove(List<GenericKubernetesResource> applications) {
    applications.forEach(each -> client.resource(each).delete());
  }

  private List<GenericKubernetesResource> applications() {
    return client
        .genericKubernetesResources("sparkoperator.k8s.io/v1beta2", "SparkApplication")
        .inNamespace(namespace)
        .list()
        .getItems();
  }

  private static String state(GenericKubernetesResource application) {
    Object state = application.get("status", "applicationState", "state");
    return state == null ? "" : state.toString();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
