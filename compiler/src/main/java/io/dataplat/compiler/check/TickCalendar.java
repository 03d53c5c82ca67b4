package io.dataplat.compiler.check;

import io.dataplat.compiler.check.CronExpression.BadCron;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.jobplan.IntervalUnit;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What two years of ticks of each schedule look like; each different schedule is walked once, so
 * one calendar serves all environments.
 */
public final class TickCalendar {

  // Fixed, since the compiler has no clock; a leap year is among the two.
  static final LocalDate FROM = LocalDate.of(2027, 1, 1);
  static final LocalDate TO = LocalDate.of(2029, 1, 1);

  private final Map<String, Optional<CronExpression>> expressions = new ConcurrentHashMap<>();
  private final Map<Key, Coverage> coverages = new ConcurrentHashMap<>();

  private record Key(CronExpression cron, ZoneId zone, IntervalUnit unit) {}

  /** Returns the expression, unless its text is wrong. */
  Optional<CronExpression> cron(String text) {
    return expressions.computeIfAbsent(text, TickCalendar::parse);
  }

  private static Optional<CronExpression> parse(String text) {
    try {
      return Optional.of(CronExpression.parse(text));
    } catch (BadCron badCron) {
      return Optional.empty();
    }
  }

  /** Returns the expression of a schedule that starts by cron and has no mistake in it. */
  Optional<CronExpression> cron(Schedule schedule) {
    return schedule.start() instanceof Schedule.Start.Cron cron
        ? cron(cron.expression().value())
        : Optional.empty();
  }

  /** Returns how the ticks cover the intervals of a unit, {@code NONE} for points in time. */
  Coverage coverage(CronExpression cron, ZoneId zone, IntervalUnit unit) {
    return coverages.computeIfAbsent(
        new Key(cron, zone, unit), key -> Coverage.of(cron, zone, unit, FROM, TO));
  }

  /** Returns the unit of a schedule's interval, {@code NONE} without one. */
  static IntervalUnit unit(Schedule schedule) {
    return schedule
        .interval()
        .map(interval -> IntervalUnit.valueOf(interval.value().name()))
        .orElse(IntervalUnit.NONE);
  }
}
