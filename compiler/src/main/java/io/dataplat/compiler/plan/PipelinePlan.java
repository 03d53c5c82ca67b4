package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Sourced;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline: one DAG of batch tasks, or a set of streaming applications.
 *
 * @param name the identifier, as in folder names
 * @param objectName the name of its ServiceAccount, RoleBinding and NetworkPolicy
 * @param source the file of the Pipeline document
 * @param labels of its Kubernetes objects, sorted
 * @param podLabels of its Pods, sorted, without the role
 * @param dag present for batch, absent for streaming
 * @param holds the tables whose readers may hold back their upkeep; of upkeep only
 */
public record PipelinePlan(
    String domain,
    String name,
    String objectName,
    String executorAccount,
    String namespace,
    String source,
    Map<String, Sourced<String>> labels,
    Map<String, String> podLabels,
    Optional<DagPlan> dag,
    List<TaskPlan> tasks,
    List<EgressPlan> egress,
    List<SloPlan> slos,
    List<HoldPlan> holds) {
  public PipelinePlan {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    podLabels = Collections.unmodifiableMap(new LinkedHashMap<>(podLabels));
    tasks = List.copyOf(tasks);
    egress = List.copyOf(egress);
    slos = List.copyOf(slos);
    holds = List.copyOf(holds);
  }

  /** Returns whether its tasks are long-running applications. */
  public boolean streaming() {
    return dag.isEmpty();
  }
}
