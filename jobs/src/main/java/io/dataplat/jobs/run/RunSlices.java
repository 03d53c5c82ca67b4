package io.dataplat.jobs.run;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Which batches a run stands for: by its tick, or by a range of intervals. */
public record RunSlices(JobPlan plan) {

  /** The batches, ascending. */
  public List<RunSlice> of(RunScope scope) {
    if (scope instanceof RunScope.Tick tick) {
      return List.of(at(tick.instant()));
    }
    if (scope instanceof RunScope.Rewind rewind) {
      return List.of(at(rewind.tick()));
    }
    if (scope instanceof RunScope.Range range) {
      return range(range);
    }
    throw badArguments(
        "scope-not-supported", "asset-triggered intervals come with a later release");
  }

  private RunSlice at(Instant tick) {
    var unit = unit();
    if (unit.isEmpty()) {
      return new RunSlice(BatchId.ofTick(plan.identity(), tick), tick, Optional.empty());
    }
    return slice(
        unit.get() == IntervalUnit.CRON ? sincePreviousTick(tick) : calendar().lastBefore(tick));
  }

  private List<RunSlice> range(RunScope.Range range) {
    if (unit().isEmpty() || unit().get() == IntervalUnit.CRON) {
      throw badArguments(
          "no-interval", "a plan without a calendar interval takes a tick, not a range");
    }
    checkBoundary(range.from());
    checkBoundary(range.to());
    if (!range.from().isBefore(range.to())) {
      throw badArguments("empty-range", "`--from` is not before `--to`");
    }
    return calendar().within(range.from(), range.to()).stream().map(this::slice).toList();
  }

  /**
   * The batches whose interval has a part in a time, ascending; of a cron, those that begin in it.
   */
  public List<RunSlice> covering(Instant from, Instant to) {
    return unit().equals(Optional.of(IntervalUnit.CRON))
        ? betweenTicks(from, to)
        : calendar().touching(from, to).stream().map(this::slice).toList();
  }

  /** A number of batches that lie right before one, ascending. */
  List<RunSlice> before(RunSlice slice, int number) {
    var slices = new ArrayDeque<RunSlice>();
    slices.add(slice);
    for (int i = 0; i < number; i++) {
      slices.addFirst(at(slices.getFirst().interval().orElseThrow().start()));
    }
    slices.removeLast();
    return List.copyOf(slices);
  }

  private List<RunSlice> betweenTicks(Instant from, Instant to) {
    var slices = new ArrayList<RunSlice>();
    var start = cron().nextExecution(from.minusSeconds(1).atZone(zone())).orElseThrow();
    while (start.toInstant().isBefore(to)) {
      var end = cron().nextExecution(start).orElseThrow();
      slices.add(slice(Intervals.between(start.toInstant(), end.toInstant(), zone())));
      start = end;
    }
    return List.copyOf(slices);
  }

  private void checkBoundary(Instant instant) {
    if (!calendar().isBoundary(instant)) {
      var around = calendar().around(instant);
      throw badArguments(
          "not-a-boundary",
          "`%s` is no boundary of an interval; the two next to it are %s and %s"
              .formatted(instant, around.start(), around.end()));
    }
  }

  private RunSlice slice(DataInterval interval) {
    return new RunSlice(
        BatchId.ofInterval(plan.identity(), interval), interval.end(), Optional.of(interval));
  }

  private Optional<IntervalUnit> unit() {
    return plan.schedule().map(Schedule::interval).filter(unit -> unit != IntervalUnit.NONE);
  }

  private ZoneId zone() {
    return ZoneId.of(plan.schedule().orElseThrow().timezone());
  }

  /** The calendar intervals of the plan; it must have some. */
  public Intervals calendar() {
    return unit()
        .filter(unit -> unit != IntervalUnit.CRON)
        .map(unit -> new Intervals(unit, zone()))
        .orElseThrow(() -> badArguments("no-interval", "the plan has no calendar interval"));
  }

  private DataInterval sincePreviousTick(Instant tick) {
    try {
      var before = cron().lastExecution(tick.atZone(zone()));
      return Intervals.between(before.orElseThrow().toInstant(), tick, zone());
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-malformed",
          "the plan has the cron expression `"
              + plan.schedule().flatMap(Schedule::cron).orElse("")
              + "`, which has no tick before "
              + tick);
    }
  }

  private ExecutionTime cron() {
    var text = plan.schedule().flatMap(Schedule::cron).orElseThrow();
    return ExecutionTime.forCron(
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text));
  }

  private static JobFailure badArguments(String rule, String message) {
    return new JobFailure(ExitCode.BAD_ARGUMENTS, rule, message);
  }
}
