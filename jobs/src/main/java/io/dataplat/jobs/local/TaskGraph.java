package io.dataplat.jobs.local;

import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tasks of one or many pipelines, and which come before which: the writers of what they read, and
 * what their pipeline puts before them.
 */
public final class TaskGraph {

  private final Map<String, JobPlan> plans = new LinkedHashMap<>();
  private final Map<String, Set<String>> before = new LinkedHashMap<>();

  /**
   * The graph of some plans.
   *
   * @param after by task the tasks that its pipeline puts before it
   */
  public TaskGraph(List<JobPlan> plans, Map<String, List<String>> after) {
    var writers = new LinkedHashMap<String, String>();
    for (var plan : plans) {
      this.plans.put(plan.identity().taskId(), plan);
      plan.outputs().stream()
          .map(Output::dataset)
          .forEach(dataset -> writers.put(dataset, plan.identity().taskId()));
    }
    this.plans.forEach((task, plan) -> before.put(task, before(plan, writers, after)));
  }

  private Set<String> before(
      JobPlan plan, Map<String, String> writers, Map<String, List<String>> after) {
    var task = plan.identity().taskId();
    var tasks = new LinkedHashSet<String>(after.getOrDefault(task, List.of()));
    Stream.concat(plan.inputs().stream().map(Input::dataset), plan.referencedDatasets().stream())
        .filter(writers::containsKey)
        .map(writers::get)
        .forEach(tasks::add);
    tasks.remove(task);
    tasks.retainAll(plans.keySet());
    return tasks;
  }

  /** The tasks that come directly before a task. */
  public Set<String> before(JobPlan plan) {
    return before.getOrDefault(plan.identity().taskId(), Set.of());
  }

  /**
   * The plans, each after those that come before it, as they were given where there is a choice.
   */
  public List<JobPlan> ordered() {
    var waiting = new LinkedHashMap<>(plans);
    var ordered = new ArrayList<JobPlan>();
    while (!waiting.isEmpty()) {
      // Two domains may read each other's tables, each as it was before; then the first begins.
      var next =
          waiting.values().stream()
              .filter(plan -> before(plan).stream().noneMatch(waiting::containsKey))
              .findFirst()
              .orElseGet(() -> waiting.values().iterator().next());
      waiting.remove(next.identity().taskId());
      ordered.add(next);
    }
    return List.copyOf(ordered);
  }
}
