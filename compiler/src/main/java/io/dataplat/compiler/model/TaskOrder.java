package io.dataplat.compiler.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The order of a pipeline's tasks, which follows from datasets and {@code after}. */
public final class TaskOrder {

  private TaskOrder() {}

  /**
   * Returns the tasks, each after those that come before it, by name where that leaves a choice;
   * tasks of a cycle stand at the end by name.
   */
  public static List<Task> of(Pipeline pipeline) {
    Map<String, Task> waiting = new TreeMap<>();
    pipeline.tasks().forEach(task -> waiting.put(task.name(), task));
    Map<String, Set<String>> upstream = upstream(pipeline);
    List<Task> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Task next =
          waiting.values().stream()
              .filter(
                  task ->
                      upstream.getOrDefault(task.name(), Collections.emptySet()).stream()
                          .noneMatch(waiting::containsKey))
              .findFirst()
              .orElseGet(() -> waiting.values().iterator().next());
      waiting.remove(next.name());
      ordered.add(next);
    }
    return ordered;
  }

  /**
   * Returns by task the names of those that come directly before it; a stream's tasks have none.
   */
  public static Map<String, Set<String>> upstream(Pipeline pipeline) {
    Map<DatasetId, String> writers = new LinkedHashMap<>();
    for (Task task : pipeline.tasks()) {
      task.outputs().forEach(output -> writers.put(output.dataset().value().id(), task.name()));
    }
    Map<String, Set<String>> upstream = new LinkedHashMap<>();
    for (Task task : pipeline.tasks()) {
      Set<String> before = new LinkedHashSet<>();
      if (pipeline.mode().value() == Pipeline.Mode.BATCH) {
        task.after().forEach(name -> before.add(name.value()));
        Stream.concat(
                task.inputs().stream().map(input -> input.dataset().value()),
                task.references().stream().map(Task.Reference::dataset))
            .map(dataset -> writers.get(dataset.id()))
            .filter(writer -> writer != null && !writer.equals(task.name()))
            .forEach(before::add);
      }
      upstream.put(task.name(), before);
    }
    return upstream;
  }
}
