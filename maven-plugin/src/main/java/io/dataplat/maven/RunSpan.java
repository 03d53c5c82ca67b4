package io.dataplat.maven;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Schedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/**
 * What a local run covers, as the job is told.
 *
 * @param arguments {@code --tick} or {@code --from} and {@code --to}
 */
record RunSpan(List<String> arguments) {

  /**
   * Returns the interval that holds a day or an instant; the last whole one before now if none is
   * given. For a day, a pipeline of hours runs all of its hours.
   */
  static RunSpan of(JobPlan plan, Optional<String> wanted, Instant now)
      throws MojoFailureException {
    ZoneId zone = ZoneId.of(plan.session().timezone());
    if (wanted.isEmpty()) {
      return tick(now);
    }
    Instant start = instant(wanted.get(), zone);
    IntervalUnit unit = plan.schedule().map(Schedule::interval).orElse(IntervalUnit.NONE);
    if (unit == IntervalUnit.NONE || unit == IntervalUnit.CRON) {
      return tick(nextDay(start, zone));
    }
    if (unit == IntervalUnit.HOUR && wanted.get().length() == 10) {
      return range(start, nextDay(start, zone));
    }
    DataInterval around = new Intervals(unit, zone).around(start);
    return range(around.start(), around.end());
  }

  private static Instant nextDay(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static Instant instant(String text, ZoneId zone) throws MojoFailureException {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new MojoFailureException(
          "dataplat.interval is a day such as 2026-01-15 or an instant such as"
              + " 2026-01-15T10:00:00Z, not `"
              + text
              + "`");
    }
  }

  private static RunSpan tick(Instant tick) {
    return new RunSpan(List.of("--tick", tick.toString()));
  }

  private static RunSpan range(Instant from, Instant to) {
    return new RunSpan(List.of("--from", from.toString(), "--to", to.toString()));
  }
}
