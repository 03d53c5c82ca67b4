package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Every Pod that the environment has had, as it was last seen: most are gone when a test asks. */
final class SeenPods implements ResourceEventHandler<Pod>, AutoCloseable {

  private final Map<String, Pod> last = new ConcurrentHashMap<>();
  private final Map<String, Instant> running = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Pod> informer;

  SeenPods(Cluster cluster) {
    informer =
        cluster
            .client()
            .pods()
            .inAnyNamespace()
            .withLabel("dataplat.io/environment", Cluster.ENVIRONMENT)
            .inform(this);
  }

  /** Those of one role, {@code driver} or {@code executor}, oldest first. */
  List<Pod> of(String role, Predicate<Pod> wanted) {
    return last.values().stream()
        .filter(pod -> role.equals(pod.getMetadata().getLabels().get("dataplat.io/role")))
        .filter(wanted)
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  /** When the first executor since then was seen to run. */
  Instant firstExecutor(Instant since) {
    return of("executor", any -> true).stream()
        .map(pod -> running.getOrDefault(pod.getMetadata().getUid(), Instant.MIN))
        .filter(since::isBefore)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Override
  public void onAdd(Pod pod) {
    last.put(pod.getMetadata().getUid(), pod);
    if (pod.getStatus().getPhase().equals("Running")) {
      running.putIfAbsent(pod.getMetadata().getUid(), Instant.now());
    }
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    onAdd(pod);
  }

  @Override
  public void onDelete(Pod pod, boolean isFinalStateUnknown) {
    onAdd(pod);
  }

  @Override
  public void close() {
    informer.close();
  }
}
