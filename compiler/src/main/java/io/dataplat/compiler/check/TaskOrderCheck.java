package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The order of tasks has no circle, and {@code after} says only what no dataset says. */
final class TaskOrderCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      if (pipeline.mode().value() == Pipeline.Mode.STREAMING) {
        pipeline.tasks().forEach(task -> reportAfter(task, findings));
      } else {
        check(pipeline, findings);
      }
    }
  }

  private static void reportAfter(Task task, Diagnostics findings) {
    for (var after : task.after()) {
      findings
          .reporter(Rules.AFTER_IN_STREAMING)
          .at(
              after.spanOr(task.span()),
              "streaming task `" + task.name() + "` runs beside `" + after.value() + "`, not after",
              "remove `after`");
    }
  }

  private static void check(Pipeline pipeline, Diagnostics findings) {
    var byData = upstreamByData(pipeline);
    Map<String, List<String>> upstream = new TreeMap<>();
    for (var task : pipeline.tasks()) {
      var before = new TreeSet<>(byData.getOrDefault(task.name(), List.of()));
      task.after().forEach(after -> before.add(after.value()));
      upstream.put(task.name(), List.copyOf(before));
      task.after().stream()
          .filter(after -> comesBefore(byData, after.value(), task.name()))
          .forEach(after -> reportRedundant(task, after, findings));
    }
    for (var cycle : Cycles.of(upstream)) {
      pipeline.tasks().stream()
          .filter(task -> task.name().equals(cycle.get(0)))
          .forEach(task -> reportCycle(task, cycle, findings));
    }
  }

  private static Map<String, List<String>> upstreamByData(Pipeline pipeline) {
    Map<DatasetId, String> writers = new LinkedHashMap<>();
    for (var task : pipeline.tasks()) {
      task.outputs().stream()
          .filter(output -> !output.isDeletion())
          .forEach(output -> writers.putIfAbsent(output.dataset().value().id(), task.name()));
    }
    Map<String, List<String>> upstream = new TreeMap<>();
    for (var task : pipeline.tasks()) {
      var before = new TreeSet<String>();
      for (var input : task.inputs()) {
        var writer = writers.get(input.dataset().value().id());
        if (writer != null && !writer.equals(task.name())) {
          before.add(writer);
        }
      }
      upstream.put(task.name(), List.copyOf(before));
    }
    return upstream;
  }

  private static boolean comesBefore(
      Map<String, List<String>> upstream, String first, String second) {
    var open = new ArrayList<>(upstream.getOrDefault(second, List.of()));
    var seen = new TreeSet<String>();
    while (!open.isEmpty()) {
      var task = open.remove(open.size() - 1);
      if (task.equals(first)) {
        return true;
      }
      if (seen.add(task)) {
        open.addAll(upstream.getOrDefault(task, List.of()));
      }
    }
    return false;
  }

  private static void reportRedundant(Task task, Sourced<String> after, Diagnostics findings) {
    findings
        .reporter(Rules.REDUNDANT_AFTER)
        .at(
            after.spanOr(task.span()),
            "`"
                + task.name()
                + "` comes after `"
                + after.value()
                + "` already, because of the datasets that it reads",
            "remove `" + after.value() + "` from `after`");
  }

  private static void reportCycle(Task task, List<String> cycle, Diagnostics findings) {
    var path = cycle.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" after "));
    findings
        .reporter(Rules.TASK_CYCLE)
        .at(
            task.span(),
            "tasks wait for each other: " + path + " after `" + cycle.get(0) + "`",
            "remove one `after`, or write a dataset of its own in between");
  }
}
