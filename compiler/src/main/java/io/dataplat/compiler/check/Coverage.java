package io.dataplat.compiler.check;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the ticks of a schedule cover the intervals of its unit over a time.
 *
 * @param ticks how many there are
 * @param missing the intervals that no tick covers
 * @param mostTicks the most ticks that cover one interval
 * @param crowded the first interval with so many ticks, if they are more than one
 * @param worstAge how old the newest data gets at most before the next tick
 */
record Coverage(
    int ticks,
    MissingIntervals missing,
    int mostTicks,
    Optional<DataInterval> crowded,
    Duration worstAge) {

  /** How many days before and after a clock change a window over it begins and ends. */
  private static final int DAYS_AROUND_CHANGE = 3;

  /**
   * The same as a walk, for less: where clocks do not change, one day of a daily schedule is like
   * the next, so only the days around each change are walked, and all if a mistake is among them.
   */
  static Coverage of(
      CronExpression cron, ZoneId zone, IntervalUnit unit, LocalDate from, LocalDate to) {
    if (!cron.onceADay() || !(unit == IntervalUnit.DAY || unit == IntervalUnit.NONE)) {
      return walk(cron, zone, unit, from, to);
    }
    var worstAge = Duration.ZERO;
    for (var day : changes(zone, from, to)) {
      var first = day.minusDays(DAYS_AROUND_CHANGE);
      var around = walk(cron, zone, unit, first, day.plusDays(DAYS_AROUND_CHANGE));
      if (!around.missing().isEmpty() || around.mostTicks() > 1) {
        return walk(cron, zone, unit, from, to);
      }
      worstAge = around.worstAge().compareTo(worstAge) > 0 ? around.worstAge() : worstAge;
    }
    var days = Math.toIntExact(ChronoUnit.DAYS.between(from, to));
    var missing = new MissingIntervals(zone, from, to);
    return new Coverage(days, missing, 1, Optional.empty(), worstAge);
  }

  /** The days on which clocks change, and an ordinary one for a zone without any. */
  private static List<LocalDate> changes(ZoneId zone, LocalDate from, LocalDate to) {
    var days = new ArrayList<LocalDate>();
    days.add(from.plusDays(DAYS_AROUND_CHANGE));
    var rules = zone.getRules();
    var end = to.minusDays(1).atStartOfDay(zone).toInstant();
    for (var change = rules.nextTransition(from.plusDays(1).atStartOfDay(zone).toInstant());
        change != null && change.getInstant().isBefore(end);
        change = rules.nextTransition(change.getInstant())) {
      days.add(change.getDateTimeBefore().toLocalDate());
    }
    return days;
  }

  static Coverage walk(
      CronExpression cron, ZoneId zone, IntervalUnit unit, LocalDate from, LocalDate to) {
    var calendar =
        unit == IntervalUnit.NONE || unit == IntervalUnit.CRON
            ? Optional.<Intervals>empty()
            : Optional.of(new Intervals(unit, zone));
    var walk = new Walk(calendar, new MissingIntervals(zone, from, to));
    cron.ticks(zone, from, to).forEach(walk::tick);
    return walk.result();
  }

  /** The state between two ticks. */
  private static final class Walk {
    private final Optional<Intervals> calendar;
    private final MissingIntervals missing;
    private Optional<Instant> coveredUntil = Optional.empty();
    private Optional<DataInterval> crowded = Optional.empty();
    private Duration worstAge = Duration.ZERO;
    private int ticks;
    private int inInterval;
    private int mostTicks = 1;

    Walk(Optional<Intervals> calendar, MissingIntervals missing) {
      this.calendar = calendar;
      this.missing = missing;
    }

    void tick(Instant tick) {
      ticks++;
      coveredUntil.map(end -> Duration.between(end, tick)).ifPresent(this::aged);
      if (calendar.isPresent()) {
        cover(calendar.get(), calendar.get().lastBefore(tick));
      } else {
        coveredUntil = Optional.of(tick);
      }
    }

    private void aged(Duration age) {
      worstAge = age.compareTo(worstAge) > 0 ? age : worstAge;
    }

    private void cover(Intervals intervals, DataInterval interval) {
      var end = coveredUntil.orElse(interval.start());
      inInterval = end.equals(interval.end()) ? inInterval + 1 : 1;
      if (inInterval > mostTicks) {
        mostTicks = inInterval;
        crowded = Optional.of(interval);
      }
      if (end.isBefore(interval.start())) {
        List<DataInterval> holes = intervals.within(end, interval.start());
        holes.forEach(missing::add);
      }
      coveredUntil = Optional.of(interval.end());
    }

    Coverage result() {
      return new Coverage(ticks, missing, mostTicks, crowded, worstAge);
    }
  }
}
