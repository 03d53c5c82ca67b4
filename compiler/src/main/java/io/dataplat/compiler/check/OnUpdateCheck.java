package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Pipelines that start on updates: somebody must update, and not they themselves. */
final class OnUpdateCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    var enabled = context.pipelines().stream().filter(each -> each.enabled().value()).toList();
    for (var pipeline : enabled) {
      datasets(pipeline).forEach(dataset -> checkUpdated(context, pipeline, dataset, findings));
    }
    checkCycles(context, enabled, findings);
  }

  private static List<Sourced<DatasetId>> datasets(Pipeline pipeline) {
    return pipeline
        .schedule()
        .filter(schedule -> schedule.start() instanceof Schedule.Start.OnUpdate)
        .map(schedule -> ((Schedule.Start.OnUpdate) schedule.start()).datasets())
        .orElse(List.of());
  }

  private static void checkUpdated(
      CheckContext context, Pipeline pipeline, Sourced<DatasetId> dataset, Diagnostics findings) {
    var writers = context.flow().writers(dataset.value());
    reasonNotUpdated(writers)
        .ifPresent(
            reason ->
                findings
                    .reporter(Rules.NEVER_UPDATED)
                    .at(
                        dataset.spanOr(pipeline.span()),
                        "`" + dataset.value() + "` never starts `" + pipeline.id() + "`: " + reason,
                        "wait for a dataset that an enabled batch pipeline writes, or use `cron`"));
  }

  private static Optional<String> reasonNotUpdated(List<DataFlow.Writer> writers) {
    if (writers.isEmpty()) {
      return Optional.of("no task writes it");
    }
    var place = writers.get(0).place();
    if (place.streaming()) {
      return Optional.of("its writer `" + place + "` is a stream, which announces no updates");
    }
    return place.pipeline().enabled().value()
        ? Optional.empty()
        : Optional.of("its writer `" + place.pipeline().id() + "` is disabled here");
  }

  private static void checkCycles(
      CheckContext context, List<Pipeline> pipelines, Diagnostics findings) {
    Map<PipelineId, List<PipelineId>> starters = new TreeMap<>();
    for (var pipeline : pipelines) {
      var before = new TreeSet<PipelineId>();
      datasets(pipeline).stream()
          .flatMap(dataset -> context.flow().writers(dataset.value()).stream())
          .forEach(writer -> before.add(writer.place().pipeline().id()));
      starters.put(pipeline.id(), List.copyOf(before));
    }
    for (var cycle : Cycles.of(starters)) {
      pipelines.stream()
          .filter(pipeline -> pipeline.id().equals(cycle.get(0)))
          .forEach(pipeline -> report(pipeline, cycle, findings));
    }
  }

  private static void report(Pipeline pipeline, List<PipelineId> cycle, Diagnostics findings) {
    var path = cycle.stream().map(id -> "`" + id + "`").collect(Collectors.joining(" after "));
    findings
        .reporter(Rules.PIPELINE_CYCLE)
        .at(
            pipeline.schedule().map(Schedule::span).orElse(pipeline.span()),
            "pipelines start each other without end: " + path + " after `" + cycle.get(0) + "`",
            "start one of them by `cron` or `manual`");
  }
}
