package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.jobplan.PlanMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Plans the DAG of a batch pipeline. */
final class DagPlanner {

  private final Environment environment;
  private final Assets assets;

  DagPlanner(Environment environment, Assets assets) {
    this.environment = environment;
    this.assets = assets;
  }

  DagPlan plan(Domain domain, Pipeline pipeline, PlanMode mode) {
    Schedule schedule = pipeline.schedule().orElseThrow();
    boolean interval = schedule.interval().isPresent();
    return new DagPlan(
        pipeline.id().toString(),
        pipeline.description(),
        documentation(domain, pipeline),
        start(schedule),
        pipeline.timezone(),
        notBefore(schedule),
        notAfter(schedule),
        interval && schedule.catchup().map(Sourced::value).orElse(true),
        schedule.maxActiveRuns(),
        interval && !commutes(pipeline),
        choosesIntervals(pipeline),
        pipeline.tasks().stream().anyMatch(DagPlanner::readsChanges),
        mode == PlanMode.BATCH,
        domain.owner(),
        domain.contact().runbook(),
        tags(domain, pipeline),
        Names.pool(domain.name()));
  }

  // A run comes after its interval, so the first tick is that which the first interval's end
  // allows.
  private static Optional<Sourced<LocalDateTime>> notBefore(Schedule schedule) {
    return schedule
        .startDate()
        .map(day -> day.map(first -> unitEnd(schedule, first, first.atStartOfDay())));
  }

  private static Optional<Sourced<LocalDateTime>> notAfter(Schedule schedule) {
    return schedule.endDate().map(day -> day.map(last -> lastTick(schedule, last)));
  }

  private static LocalDateTime lastTick(Schedule schedule, LocalDate last) {
    if (schedule.interval().map(Sourced::value).equals(Optional.of(Schedule.Interval.CRON))) {
      return last.plusDays(1).atStartOfDay();
    }
    LocalDateTime lastHour = last.atTime(LocalTime.of(23, 0));
    LocalDateTime end = unitEnd(schedule, last, lastHour);
    return unitEnd(schedule, end.toLocalDate(), end).minusSeconds(1);
  }

  /** Returns the end of the calendar unit that holds an hour of a day. */
  private static LocalDateTime unitEnd(Schedule schedule, LocalDate day, LocalDateTime hour) {
    return switch (schedule.interval().map(Sourced::value).orElse(Schedule.Interval.CRON)) {
      case HOUR -> hour.plusHours(1);
      case DAY -> day.plusDays(1).atStartOfDay();
      case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atStartOfDay();
      case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth()).atStartOfDay();
      case CRON -> hour;
    };
  }

  private DagPlan.Start start(Schedule schedule) {
    if (!environment.schedulesActive()) {
      return new DagPlan.Start.Manual();
    }
    if (schedule.start() instanceof Schedule.Start.Cron cron) {
      return new DagPlan.Start.Cron(cron.expression());
    }
    if (schedule.start() instanceof Schedule.Start.OnUpdate update) {
      return new DagPlan.Start.Assets(
          update.all(), update.datasets().stream().map(id -> assets.of(id.value())).toList());
    }
    return new DagPlan.Start.Manual();
  }

  /** Says whether a manual run may name the boundaries of what it covers: calendar units only. */
  static boolean choosesIntervals(Pipeline pipeline) {
    return pipeline
        .schedule()
        .flatMap(Schedule::interval)
        .filter(interval -> interval.value() != Schedule.Interval.CRON)
        .isPresent();
  }

  /** Says whether a task has a position that a manual run may rewind. */
  static boolean readsChanges(Task task) {
    return task.inputs().stream().anyMatch(input -> input.read().value() == Task.Read.CHANGES);
  }

  /** Says whether runs of different intervals may be written in any order (semantics 1.9). */
  static boolean commutes(Pipeline pipeline) {
    return pipeline.tasks().stream()
        .flatMap(task -> task.outputs().stream())
        .allMatch(output -> output.write().commutes());
  }

  private static List<String> documentation(Domain domain, Pipeline pipeline) {
    List<String> lines = new ArrayList<>();
    lines.add(pipeline.description().value());
    lines.add("");
    lines.add("- **Owner:** " + domain.owner().value());
    lines.add("- **Contact:** " + domain.contact().email().value());
    lines.add("- **Source:** `" + pipeline.file() + "`");
    domain.contact().runbook().ifPresent(url -> lines.add("- **Runbook:** <" + url.value() + ">"));
    return lines;
  }

  private List<String> tags(Domain domain, Pipeline pipeline) {
    var tags = new TreeSet<String>();
    tags.add("dataplat");
    tags.add("domain:" + domain.name());
    tags.add("env:" + environment.name());
    pipeline.labels().forEach((key, value) -> tags.add(key + ":" + value.value()));
    return List.copyOf(tags);
  }
}
