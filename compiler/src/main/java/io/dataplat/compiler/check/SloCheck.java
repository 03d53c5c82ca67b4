package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Schedule;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Freshness that the writer's schedule can give: the age of the newest data just before the next
 * run, even if every run took no time.
 */
final class SloCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    if (!context.environment().schedulesActive()) {
      return;
    }
    for (var dataset : context.datasets()) {
      dataset.slo().ifPresent(slo -> check(context, dataset, slo, findings));
    }
  }

  private static void check(
      CheckContext context, Dataset dataset, Dataset.Slo slo, Diagnostics findings) {
    var freshness = slo.freshness();
    worstAge(context, dataset.id(), new LinkedHashSet<>())
        .filter(age -> age.compareTo(freshness.value()) > 0)
        .ifPresent(
            age ->
                findings
                    .reporter(Rules.SLO_UNREACHABLE)
                    .at(
                        freshness.spanOr(dataset.span()),
                        "`"
                            + dataset.id()
                            + "` promises to be at most "
                            + DurationText.of(freshness.value())
                            + " old, but is "
                            + DurationText.of(age)
                            + " old before its next run starts",
                        "run more often, or promise more than " + DurationText.of(age)));
  }

  /** The age of a dataset's newest data before the next run; none if no schedule tells. */
  private static Optional<Duration> worstAge(
      CheckContext context, DatasetId dataset, Set<DatasetId> seen) {
    if (!seen.add(dataset)) {
      return Optional.empty();
    }
    return context.flow().writers(dataset).stream()
        .map(writer -> writer.place().pipeline())
        .filter(pipeline -> pipeline.enabled().value())
        .findFirst()
        .flatMap(pipeline -> worstAge(context, pipeline, seen));
  }

  private static Optional<Duration> worstAge(
      CheckContext context, Pipeline pipeline, Set<DatasetId> seen) {
    if (pipeline.mode().value() == Pipeline.Mode.STREAMING) {
      return pipeline.triggerEvery().map(every -> every.value());
    }
    return pipeline.schedule().flatMap(schedule -> worstAge(context, pipeline, schedule, seen));
  }

  private static Optional<Duration> worstAge(
      CheckContext context, Pipeline pipeline, Schedule schedule, Set<DatasetId> seen) {
    if (schedule.start() instanceof Schedule.Start.OnUpdate onUpdate) {
      var ages =
          onUpdate.datasets().stream()
              .flatMap(upstream -> worstAge(context, upstream.value(), seen).stream());
      return onUpdate.all() ? ages.max(Duration::compareTo) : ages.min(Duration::compareTo);
    }
    return context
        .calendar()
        .cron(schedule)
        .map(
            cron ->
                context
                    .calendar()
                    .coverage(cron, pipeline.timezone().value(), TickCalendar.unit(schedule))
                    .worstAge());
  }
}
