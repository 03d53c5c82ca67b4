package io.dataplat.compiler.backend.kubernetes;

import static java.util.Map.entry;

import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.backend.resource.Shape;
import io.dataplat.compiler.backend.resource.Wave;
import io.dataplat.compiler.model.Quantity;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DeploymentPlan.AirflowPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.DomainPlan.SecretPlan;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects that a domain has once: its namespace, its bounds, and what its pipelines share. */
final class DomainResources {

  private static final Shape NAMESPACE =
      Shape.of(new NamespaceBuilder().withMetadata(Shape.METADATA).build());

  // Spark sets no CPU limit, and a quota on CPU limits would refuse its Pods.
  private static final Shape QUOTA =
      Shape.of(
          new ResourceQuotaBuilder()
              .withMetadata(Shape.METADATA)
              .withNewSpec()
              .addToHard("limits.memory", quantity("memory"))
              .addToHard("pods", quantity("pods"))
              .addToHard("requests.cpu", quantity("cpu"))
              .addToHard("requests.memory", quantity("memory"))
              .endSpec()
              .build());

  // A maximum would make the API server invent a default CPU limit as high as the maximum.
  private static final Shape LIMITS =
      Shape.of(
          new LimitRangeBuilder()
              .withMetadata(Shape.METADATA)
              .withNewSpec()
              .addNewLimit()
              .withType("Container")
              .addToDefault("memory", new io.fabric8.kubernetes.api.model.Quantity("512Mi"))
              .addToDefaultRequest("cpu", new io.fabric8.kubernetes.api.model.Quantity("100m"))
              .addToDefaultRequest("memory", new io.fabric8.kubernetes.api.model.Quantity("512Mi"))
              .endLimit()
              .endSpec()
              .build());

  private final DeploymentPlan plan;
  private final DomainPlan domain;

  DomainResources(DeploymentPlan plan, DomainPlan domain) {
    this.plan = plan;
    this.domain = domain;
  }

  List<Map<String, Object>> objects() {
    List<Map<String, Object>> objects = new ArrayList<>();
    objects.add(namespace());
    quota().ifPresent(objects::add);
    objects.add(LIMITS.filled(metadata("domain", Wave.FOUNDATION)));
    objects.add(Roles.sparkDriver(metadata("spark-driver", Wave.ACCESS)));
    plan.airflow().ifPresent(airflow -> objects.addAll(airflowAccess(airflow)));
    objects.add(NetworkPolicies.denyAll(metadata("deny-all", Wave.ACCESS)));
    objects.add(
        NetworkPolicies.drivers(metadata("spark-driver", Wave.ACCESS), plan.monitoringNamespace()));
    objects.add(CanonicalTree.of(PodMonitor.ofDrivers(metadata("spark", Wave.SUPPORT))));
    domain.secrets().forEach(secret -> objects.add(externalSecret(secret)));
    return objects;
  }

  private Map<String, Object> namespace() {
    var labels = new TreeMap<String, Object>(domain.labels());
    var version = plan.versions().kubernetes().map(minor -> "v" + minor);
    labels.put("pod-security.kubernetes.io/enforce", "restricted");
    labels.put("pod-security.kubernetes.io/enforce-version", version);
    labels.put("pod-security.kubernetes.io/warn", "restricted");
    labels.put("pod-security.kubernetes.io/warn-version", version);
    return NAMESPACE.filled(
        ObjectMetadata.clusterWide(domain.namespace(), labels, domain.source())
            .in(Wave.FOUNDATION)
            .syncedWith("Prune=confirm,Delete=confirm"));
  }

  private Optional<Map<String, Object>> quota() {
    var quota = domain.quota();
    if (quota.cpu().isEmpty() && quota.memory().isEmpty() && quota.pods().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        QUOTA.filled(
            metadata("domain", Wave.FOUNDATION),
            entry("cpu", text(quota.cpu())),
            entry("memory", text(quota.memory())),
            entry("pods", quota.pods().map(pods -> pods.map(String::valueOf)))));
  }

  private List<Map<String, Object>> airflowAccess(AirflowPlan airflow) {
    var metadata = metadata("airflow-worker", Wave.ACCESS);
    return List.of(
        Roles.airflowWorker(metadata),
        Roles.binding(
            metadata, "airflow-worker", airflow.workerServiceAccount(), airflow.namespace()));
  }

  private Map<String, Object> externalSecret(SecretPlan secret) {
    return CanonicalTree.of(ExternalSecret.of(metadata(secret.objectName(), Wave.SUPPORT), secret));
  }

  private ObjectMetadata metadata(String name, Wave wave) {
    return ObjectMetadata.namespaced(name, domain.namespace(), domain.labels(), domain.source())
        .in(wave);
  }

  private static Optional<Sourced<String>> text(Optional<Sourced<Quantity>> quantity) {
    return quantity.map(sourced -> sourced.map(Quantity::text));
  }

  private static io.fabric8.kubernetes.api.model.Quantity quantity(String hole) {
    return new io.fabric8.kubernetes.api.model.Quantity(Shape.hole(hole));
  }
}
