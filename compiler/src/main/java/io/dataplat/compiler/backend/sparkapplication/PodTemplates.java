package io.dataplat.compiler.backend.sparkapplication;

import static java.util.Map.entry;

import io.dataplat.compiler.backend.resource.Shape;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.ApplicationPlan.SecretMount;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.TaskPlan;
import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.PlanMode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Pods of a task: they pass the restricted Pod Security Standard with a read-only root, and the
 * driver carries its job plan, so that plan and Pod are one object.
 */
final class PodTemplates {

  private static final String PLAN_ANNOTATION = "dataplat.io/plan";
  private static final long SPARK_USER = 185L;

  private static final Shape DRIVER = Shape.of(template("spark-kubernetes-driver", true));
  private static final Shape EXECUTOR = Shape.of(template("spark-kubernetes-executor", false));
  // Optional: a Pod that waits for a Secret says nothing, a job names the file that is missing.
  private static final Shape SECRET_VOLUME =
      Shape.of(
          new VolumeBuilder()
              .withName(Shape.hole("volume"))
              .withNewSecret()
              .withOptional(true)
              .withSecretName(Shape.hole("secret"))
              .endSecret()
              .build());
  private static final Shape SECRET_MOUNT =
      Shape.of(
          new VolumeMountBuilder()
              .withName(Shape.hole("volume"))
              .withMountPath(Shape.hole("path"))
              .withReadOnly(true)
              .build());

  private PodTemplates() {}

  static Map<String, Object> driver(PipelinePlan pipeline, TaskPlan task) {
    return DRIVER.filled(
        entry("labels", labels(pipeline, task, "driver")),
        entry("plan", task.jobPlanText()),
        entry("mounts", mounts(task)),
        entry("volumes", volumes(task)),
        entry("grace", task.application().terminationGracePeriod().map(grace -> grace.toSeconds())),
        entry("deadline", deadline(task)));
  }

  /** When a driver ends whose Airflow has left it alone: one that never starts would stay. */
  private static Optional<Sourced<Long>> deadline(TaskPlan task) {
    return task.jobPlan().mode() != PlanMode.STREAMING
        ? Optional.of(task.timeout().map(Duration::toSeconds))
        : Optional.empty();
  }

  static Map<String, Object> executor(PipelinePlan pipeline, TaskPlan task) {
    return EXECUTOR.filled(
        entry("labels", labels(pipeline, task, "executor")),
        entry("mounts", mounts(task)),
        entry("volumes", volumes(task)),
        entry("grace", Optional.empty()));
  }

  private static boolean takesIdentityOfAzure(Connection connection) {
    return connection.place() == Place.AZURE && connection.secrets().isEmpty();
  }

  private static Map<String, String> labels(PipelinePlan pipeline, TaskPlan task, String role) {
    var labels = new TreeMap<>(pipeline.podLabels());
    labels.put("dataplat.io/role", role);
    if (task.jobPlan().connections().stream().anyMatch(PodTemplates::takesIdentityOfAzure)) {
      labels.put("azure.workload.identity/use", "true");
    }
    return labels;
  }

  private static List<Map<String, Object>> mounts(TaskPlan task) {
    return task.application().secretMounts().stream()
        .map(
            mount ->
                SECRET_MOUNT.filled(entry("volume", mount.volume()), entry("path", mount.path())))
        .toList();
  }

  private static List<Map<String, Object>> volumes(TaskPlan task) {
    return task.application().secretMounts().stream().map(PodTemplates::volume).toList();
  }

  private static Map<String, Object> volume(SecretMount mount) {
    return SECRET_VOLUME.filled(
        entry("volume", mount.volume()), entry("secret", mount.secretName()));
  }

  private static PodTemplateSpec template(String containerName, boolean driver) {
    var template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Map.of(Shape.HOLE, "labels"))
            .endMetadata()
            .withSpec(spec(driver).withContainers(container(containerName, driver)).build());
    if (driver) {
      template
          .editMetadata()
          .withAnnotations(Map.of(PLAN_ANNOTATION, Shape.hole("plan")))
          .endMetadata();
    }
    return template.build();
  }

  private static PodSpecBuilder spec(boolean driver) {
    var spec =
        new PodSpecBuilder()
            .withAutomountServiceAccountToken(driver)
            .addToAdditionalProperties("terminationGracePeriodSeconds", Shape.hole("grace"))
            .withNewSecurityContext()
            .withFsGroup(SPARK_USER)
            .withFsGroupChangePolicy("OnRootMismatch")
            .withRunAsGroup(SPARK_USER)
            .withRunAsNonRoot(true)
            .withRunAsUser(SPARK_USER)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext();
    if (driver) {
      spec.addToVolumes(planVolume())
          .addToAdditionalProperties("activeDeadlineSeconds", Shape.hole("deadline"));
    }
    return spec.addToVolumes(scratch("tmp"), scratch("work"))
        .addNewVolume()
        .addToAdditionalProperties(Shape.HOLE, "volumes")
        .endVolume();
  }

  private static Container container(String name, boolean driver) {
    var container =
        new ContainerBuilder()
            .withName(name)
            // Spark sets them; the operator's webhook adds what is empty, and Argo CD saw a drift.
            .withNewResources()
            .endResources()
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .withReadOnlyRootFilesystem(true)
            .endSecurityContext();
    if (driver) {
      container.addToVolumeMounts(mount("plan", "/etc/dataplat", true));
    }
    return container
        .addToVolumeMounts(mount("tmp", "/tmp", false))
        .addToVolumeMounts(mount("work", "/opt/spark/work-dir", false))
        .addNewVolumeMount()
        .addToAdditionalProperties(Shape.HOLE, "mounts")
        .endVolumeMount()
        .build();
  }

  private static Volume planVolume() {
    return new VolumeBuilder()
        .withName("plan")
        .withNewDownwardAPI()
        .addNewItem()
        .withPath("plan.json")
        .withNewFieldRef()
        .withFieldPath("metadata.annotations['" + PLAN_ANNOTATION + "']")
        .endFieldRef()
        .endItem()
        .endDownwardAPI()
        .build();
  }

  private static Volume scratch(String name) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withSizeLimit(new Quantity("1Gi"))
        .endEmptyDir()
        .build();
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    var mount = new VolumeMountBuilder().withName(name).withMountPath(path);
    return readOnly ? mount.withReadOnly(true).build() : mount.build();
  }
}
