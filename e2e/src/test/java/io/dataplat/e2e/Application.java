package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What Argo CD says of one Application. */
record Application(GenericKubernetesResource resource) {

  String name() {
    return resource.getMetadata().getName();
  }

  /** The folder that it reads. */
  String path() {
    return text("spec", "source", "path");
  }

  /** The namespace that it fills. */
  String namespace() {
    return text("spec", "destination", "namespace");
  }

  /** Whether all of the revision that it has looked at is applied. */
  boolean isSynced() {
    return text("status", "sync", "status").equals("Synced")
        && text("status", "operationState", "phase").equals("Succeeded");
  }

  /** The commit that it has looked at last; nothing before the first. */
  Optional<String> revision() {
    return Optional.ofNullable(resource.<Object>get("status", "sync", "revision"))
        .map(String::valueOf)
        .filter(revision -> !revision.isEmpty());
  }

  /** Whether Argo CD applies a revision just now. */
  boolean isSyncing(String revision) {
    return text("status", "operationState", "phase").equals("Running")
        && text("status", "operationState", "operation", "sync", "revision").equals(revision);
  }

  /** Whether it has been healthy for so long: a stream runs for a moment before it fails. */
  boolean isHealthyFor(Duration time) {
    return text("status", "health", "status").equals("Healthy")
        && Instant.parse(text("status", "health", "lastTransitionTime"))
            .isBefore(Instant.now().minus(time));
  }

  /** Whether somebody has asked Argo CD to look at git, and it has not yet. */
  boolean isAskedToLook() {
    return resource.getMetadata().getAnnotations().containsKey("argocd.argoproj.io/refresh");
  }

  boolean isBeingDeleted() {
    return resource.getMetadata().getDeletionTimestamp() != null;
  }

  /** What Argo CD does or has done last, and what it says of it. */
  String operation() {
    return text("status", "operationState", "phase")
        + ": "
        + text("status", "operationState", "message");
  }

  /** The last sync, which differs from each other one. */
  String lastSync() {
    return "%s at %s, %s"
        .formatted(
            name(),
            text("status", "operationState", "syncResult", "revision"),
            text("status", "operationState", "finishedAt"));
  }

  /** Says in one text all that Argo CD tells of what is not as it should be. */
  String trouble() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s and %s at %s"
            .formatted(
                name(),
                text("status", "sync", "status"),
                text("status", "health", "status"),
                text("status", "sync", "revision")));
    lines.add("  operation " + operation());
    for (Map<String, Object> condition : maps("status", "conditions")) {
      lines.add("  " + condition.get("type") + ": " + condition.get("message"));
    }
    for (Map<String, Object> each : maps("status", "operationState", "syncResult", "resources")) {
      if (!Objects.equals(each.get("status"), "Synced")) {
        lines.add("  " + named(each) + ": " + each.get("message"));
      }
    }
    for (Map<String, Object> each : maps("status", "resources")) {
      trouble(each).ifPresent(lines::add);
    }
    return String.join("\n", lines);
  }

  private static Optional<String> trouble(Map<String, Object> resource) {
    String sync = String.valueOf(resource.get("status"));
    Object health = resource.get("health") instanceof Map<?, ?> map ? map.get("status") : "Healthy";
    if (sync.equals("Synced") && Objects.equals(health, "Healthy")) {
      return Optional.empty();
    }
    return Optional.of("  %s: %s, %s".formatted(named(resource), sync, resource.get("health")));
  }

  private static String named(Map<String, Object> resource) {
    return resource.get("kind") + "/" + resource.get("name");
  }

  private String text(Object... path) {
    return Optional.ofNullable(resource.<Object>get(path)).map(String::valueOf).orElse("nothing");
  }

  private List<Map<String, Object>> maps(Object... path) {
    return Optional.ofNullable(resource.<List<Map<String, Object>>>get(path)).orElse(List.of());
  }
}
