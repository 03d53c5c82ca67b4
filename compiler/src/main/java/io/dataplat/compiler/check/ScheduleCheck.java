package io.dataplat.compiler.check;

import io.dataplat.compiler.check.CronExpression.BadCron;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Sourced;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Cron expressions: five fields in their ranges, and no tick in an hour that clocks skip. */
final class ScheduleCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.scheduled()) {
      pipeline
          .schedule()
          .filter(schedule -> schedule.start() instanceof Schedule.Start.Cron)
          .ifPresent(schedule -> check(pipeline, schedule, findings));
    }
  }

  private static void check(Pipeline pipeline, Schedule schedule, Diagnostics findings) {
    var text = ((Schedule.Start.Cron) schedule.start()).expression();
    try {
      var cron = CronExpression.parse(text.value());
      checkFires(cron, text);
      checkClockChanges(cron, text, pipeline, schedule, findings);
    } catch (BadCron badCron) {
      findings
          .reporter(Rules.BAD_CRON)
          .at(
              text.spanOr(schedule.span()),
              badCron.reason(),
              "the fields are minute, hour, day of month, month and day of week, such as `0 3 * * *`");
    }
  }

  private static void checkFires(CronExpression cron, Sourced<String> text) throws BadCron {
    if (TickCalendar.FROM.datesUntil(TickCalendar.TO).noneMatch(cron::firesOn)) {
      throw new BadCron("`" + text.value() + "` never fires: no month has such a day");
    }
  }

  private static void checkClockChanges(
      CronExpression cron,
      Sourced<String> text,
      Pipeline pipeline,
      Schedule schedule,
      Diagnostics findings) {
    var zone = pipeline.timezone().value();
    if (cron.everyHour() || zone.getRules().isFixedOffset()) {
      return;
    }
    clockChange(cron, zone)
        .ifPresent(
            message ->
                findings
                    .reporter(Rules.CRON_IN_DST_GAP)
                    .at(
                        text.spanOr(schedule.span()),
                        message,
                        "choose an hour that every day has exactly once"));
  }

  private static Optional<String> clockChange(CronExpression cron, ZoneId zone) {
    var rules = zone.getRules();
    var end = TickCalendar.TO.atStartOfDay(zone).toInstant();
    var at = TickCalendar.FROM.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (var change = rules.nextTransition(at);
        change != null && change.getInstant().isBefore(end);
        change = rules.nextTransition(change.getInstant())) {
      var message = hit(cron, change, zone);
      if (message.isPresent()) {
        return message;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> hit(
      CronExpression cron, ZoneOffsetTransition change, ZoneId zone) {
    var from = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
    var to = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
    return cron.times().stream()
        .map(from.toLocalDate()::atTime)
        .filter(time -> cron.firesOn(time.toLocalDate()))
        .filter(time -> !time.isBefore(from) && time.isBefore(to))
        .findFirst()
        .map(time -> message(change, time.toLocalTime(), time.toLocalDate() + "", zone));
  }

  private static String message(
      ZoneOffsetTransition change, LocalTime time, String day, ZoneId zone) {
    var start = "`" + zone + "` " + (change.isGap() ? "has no " : "has ") + time;
    return change.isGap()
        ? start + " on " + day + ": that run starts at " + time.plus(change.getDuration())
        : start + " twice on " + day + ": that run starts at the second";
  }
}
