package io.dataplat.compiler.backend.helm;

import static java.util.Map.entry;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.backend.resource.Shape;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.Names;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The pools that bound the tasks of each domain, loaded into Airflow after each sync. */
final class AirflowPools {

  private static final String NAME = "airflow-pools";
  private static final String FILE = "pools.json";
  private static final String FOLDER = "/etc/dataplat";

  // Airflow's own size of its default pool, for a domain without a bound.
  private static final int UNBOUNDED_SLOTS = 128;

  private static final Shape POOLS =
      Shape.of(
          new ConfigMapBuilder()
              .withMetadata(Shape.METADATA)
              .addToData(FILE, Shape.hole("pools"))
              .build());

  private static final Shape IMPORT =
      Shape.of(
          new JobBuilder()
              .withMetadata(Shape.METADATA)
              .withNewSpec()
              .withBackoffLimit(6)
              .withNewTemplate()
              .withNewSpec()
              .withAutomountServiceAccountToken(false)
              .withRestartPolicy("Never")
              .withNewSecurityContext()
              .withRunAsNonRoot(true)
              .withRunAsUser(50_000L)
              .withNewSeccompProfile()
              .withType("RuntimeDefault")
              .endSeccompProfile()
              .endSecurityContext()
              .withContainers(importer())
              .addNewVolume()
              .withName("pools")
              .withNewConfigMap()
              .withName(NAME)
              .endConfigMap()
              .endVolume()
              .endSpec()
              .endTemplate()
              .endSpec()
              .build());

  private final DeploymentPlan plan;
  private final ComponentPlan component;

  AirflowPools(DeploymentPlan plan, ComponentPlan component) {
    this.plan = plan;
    this.component = component;
  }

  List<Map<String, Object>> objects() {
    return List.of(
        POOLS.filled(metadata(), entry("pools", pools())),
        IMPORT.filled(
            metadata()
                .annotated("argocd.argoproj.io/hook", "PostSync")
                .annotated("argocd.argoproj.io/hook-delete-policy", "BeforeHookCreation"),
            entry("image", image()),
            entry("secret", metadataSecret())));
  }

  /** Names and numbers only, so the JSON needs no escapes. */
  private String pools() {
    var pools = new StringJoiner(",\n", "{\n", "\n}\n");
    var byName = new TreeMap<String, DomainPlan>();
    plan.domains().forEach(domain -> byName.put(Names.pool(domain.name()), domain));
    byName.forEach(
        (name, domain) ->
            pools.add(
                "  \"%s\": {\"slots\": %s, \"description\": \"Tasks of domain %s\", \"include_deferred\": false}"
                    .formatted(name, slots(domain), domain.name())));
    return pools.toString();
  }

  private static int slots(DomainPlan domain) {
    return domain.quota().tasks().map(Sourced::value).orElse(UNBOUNDED_SLOTS);
  }

  /** The image that the chart starts Airflow from. */
  private Sourced<String> image() {
    var values = component.component().values();
    var repository =
        ChartValues.text(values, "images", "airflow", "repository")
            .or(() -> ChartValues.text(values, "defaultAirflowRepository"))
            .orElseGet(() -> Sourced.builtIn("apache/airflow"));
    var tag =
        ChartValues.text(values, "images", "airflow", "tag")
            .or(() -> ChartValues.text(values, "defaultAirflowTag"))
            .orElseGet(() -> Sourced.builtIn("3.2.2"));
    return repository.map(name -> name + ":" + tag.value());
  }

  private Sourced<String> metadataSecret() {
    return ChartValues.text(component.component().values(), "data", "metadataSecretName")
        .orElseGet(() -> Sourced.builtIn(AirflowValues.METADATA_SECRET));
  }

  private ObjectMetadata metadata() {
    var labels = new TreeMap<String, String>();
    labels.put("app.kubernetes.io/managed-by", "dataplat");
    labels.put("app.kubernetes.io/name", component.objectName());
    labels.put("app.kubernetes.io/part-of", "platform");
    labels.put("dataplat.io/environment", Names.object(plan.environment()));
    var namespace = Names.object(component.component().namespace().value());
    return ObjectMetadata.namespaced(NAME, namespace, labels, component.source());
  }

  private static Container importer() {
    return new ContainerBuilder()
        .withName("import")
        .withImage(Shape.hole("image"))
        .withArgs("pools", "import", FOLDER + "/" + FILE)
        .addNewEnv()
        .withName("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN")
        .withNewValueFrom()
        .withNewSecretKeyRef("connection", Shape.hole("secret"), null)
        .endValueFrom()
        .endEnv()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName("pools")
        .withMountPath(FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .build();
  }
}
