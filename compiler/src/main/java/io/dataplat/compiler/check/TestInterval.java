package io.dataplat.compiler.check;

import io.dataplat.compiler.check.CronExpression.BadCron;
import io.dataplat.compiler.model.PipelineTest;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** The interval that the run of a test covers. */
public final class TestInterval {

  // Ticks of crons are looked for this far ahead; one that fires on 29 February needs the most.
  private static final int YEARS_BETWEEN_TICKS = 9;

  private final Schedule schedule;
  private final ZoneId zone;

  private TestInterval(Schedule schedule, ZoneId zone) {
    this.schedule = schedule;
    this.zone = zone;
  }

  /** Returns the interval of a test, unless it has none or it is none of its pipeline's. */
  public static Optional<DataInterval> of(PipelineTest test) {
    var pipeline = test.pipeline().value();
    return pipeline
        .schedule()
        .map(schedule -> new TestInterval(schedule, pipeline.timezone().value()))
        .flatMap(intervals -> test.run().flatMap(intervals::of));
  }

  private Optional<DataInterval> of(PipelineTest.Run run) {
    var interval = instant(run.start().value(), zone).flatMap(this::startingAt);
    return run.end().isEmpty()
        ? interval
        : interval.filter(
            each -> instant(run.end().get().value(), zone).equals(Optional.of(each.end())));
  }

  private Optional<DataInterval> startingAt(Instant start) {
    var unit = TickCalendar.unit(schedule);
    if (unit == IntervalUnit.NONE) {
      return Optional.empty();
    }
    if (unit == IntervalUnit.CRON) {
      return betweenTicks(start);
    }
    return Optional.of(new Intervals(unit, zone).around(start))
        .filter(around -> around.start().equals(start));
  }

  private Optional<DataInterval> betweenTicks(Instant start) {
    var day = start.atZone(zone).toLocalDate();
    var ticks =
        cron().stream()
            .flatMap(cron -> cron.ticks(zone, day.minusDays(1), day.plusYears(YEARS_BETWEEN_TICKS)))
            .filter(tick -> !tick.isBefore(start))
            .limit(2)
            .toList();
    return ticks.size() == 2 && ticks.get(0).equals(start)
        ? Optional.of(Intervals.between(start, ticks.get(1), zone))
        : Optional.empty();
  }

  private Optional<CronExpression> cron() {
    if (!(schedule.start() instanceof Schedule.Start.Cron cron)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CronExpression.parse(cron.expression().value()));
    } catch (BadCron badCron) {
      return Optional.empty();
    }
  }

  /** Returns the instant of a day, of a wall time in a zone, or of a time with an offset. */
  static Optional<Instant> instant(String text, ZoneId zone) {
    var iso = text.replace(' ', 'T');
    if (!iso.matches("\\d{4}-.*")) {
      return Optional.empty();
    }
    try {
      if (!iso.contains("T")) {
        return Optional.of(LocalDate.parse(iso).atStartOfDay(zone).toInstant());
      }
      var isWallTime = iso.substring(iso.indexOf('T')).matches("[T\\d:.]*");
      return Optional.of(
          isWallTime
              ? LocalDateTime.parse(iso).atZone(zone).toInstant()
              : OffsetDateTime.parse(iso).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
