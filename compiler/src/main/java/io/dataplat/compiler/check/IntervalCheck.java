package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import java.time.ZoneId;

/** Exactly one run for each interval, proven by walking two years of ticks. */
final class IntervalCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      pipeline
          .schedule()
          .filter(schedule -> schedule.interval().isPresent())
          .ifPresent(schedule -> check(context.calendar(), pipeline, schedule, findings));
    }
  }

  private static void check(
      TickCalendar calendar, Pipeline pipeline, Schedule schedule, Diagnostics findings) {
    var unit = TickCalendar.unit(schedule);
    var zone = pipeline.timezone().value();
    var span = schedule.interval().orElseThrow().spanOr(schedule.span());
    if (unit == IntervalUnit.CRON) {
      checkCron(schedule, span, findings);
    } else if (!fitsZone(unit, zone)) {
      findings
          .reporter(Rules.INTERVAL_NOT_FOR_ZONE)
          .at(
              span,
              "an hour of `" + zone + "` does not begin on an hour of UTC",
              "write `interval: cron`, from the previous run to this one");
    } else {
      calendar
          .cron(schedule)
          .ifPresent(cron -> report(calendar.coverage(cron, zone, unit), unit, schedule, findings));
    }
  }

  private static void checkCron(Schedule schedule, SourceSpan span, Diagnostics findings) {
    if (!(schedule.start() instanceof Schedule.Start.Cron)) {
      findings
          .reporter(Rules.MISSING_FIELD)
          .at(span, "`interval: cron` needs a `cron`", "write `interval: day`, or add a `cron`");
    }
  }

  private static boolean fitsZone(IntervalUnit unit, ZoneId zone) {
    return new Intervals(unit, zone)
        .fitsZone(
            TickCalendar.FROM.atStartOfDay(zone).toInstant(),
            TickCalendar.TO.atStartOfDay(zone).toInstant());
  }

  private static void report(
      Coverage coverage, IntervalUnit unit, Schedule schedule, Diagnostics findings) {
    var cron = ((Schedule.Start.Cron) schedule.start()).expression();
    var span = cron.spanOr(schedule.span());
    var text = "`" + cron.value() + "` with `interval: " + unit + "`: ";
    if (coverage.mostTicks() > 1) {
      findings
          .reporter(Rules.INTERVAL_OVERLAP)
          .at(
              span,
              text + coverage.mostTicks() + " ticks for one interval",
              "let it fire once in each " + unit + ", or write `interval: cron`");
    }
    if (coverage.ticks() > 0 && !coverage.missing().isEmpty()) {
      findings
          .reporter(Rules.INTERVAL_GAP)
          .at(
              span,
              text + coverage.missing().describe(unit),
              "let it fire in each " + unit + ", or write `interval: cron`");
    }
  }
}
