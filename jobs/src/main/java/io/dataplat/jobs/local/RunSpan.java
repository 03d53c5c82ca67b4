package io.dataplat.jobs.local;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunSlices;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The time that a local run is asked to cover: a day or an instant, or two of them with a slash
 * between. Both days of a range belong to it, as in a backfill of Airflow; an instant that ends a
 * range does not.
 *
 * @param wanted as the user wrote it; without it, the last whole interval before now
 */
public record RunSpan(Optional<String> wanted, Instant now) {

  private static final int LENGTH_OF_A_DAY = 10;

  /** The batches of a plan that have a part in the span, ascending. */
  public List<RunSlice> slices(JobPlan plan) {
    var slices = new RunSlices(plan);
    if (wanted.isEmpty()) {
      return slices.of(new RunScope.Tick(now));
    }
    return unit(plan) == IntervalUnit.NONE
        ? slices.of(new RunScope.Tick(end(plan)))
        : slices.covering(start(plan), end(plan));
  }

  /** The batches that lie in the span with all of their interval: what a schedule would start. */
  public List<RunSlice> wholeSlices(JobPlan plan) {
    var all = slices(plan);
    return wanted.isEmpty() || unit(plan) == IntervalUnit.CRON
        ? all
        : all.stream().filter(slice -> isInside(slice, plan)).toList();
  }

  /** The span as one time; the whole day before now if nothing is wanted. */
  public DataInterval time(JobPlan plan) {
    var zone = zone(plan);
    var today = now.atZone(zone).toLocalDate();
    return wanted.isPresent()
        ? new DataInterval(start(plan), end(plan), zone)
        : new DataInterval(
            today.minusDays(1).atStartOfDay(zone).toInstant(),
            today.atStartOfDay(zone).toInstant(),
            zone);
  }

  private boolean isInside(RunSlice slice, JobPlan plan) {
    return slice
        .interval()
        .map(each -> !each.start().isBefore(start(plan)) && !each.end().isAfter(end(plan)))
        .orElse(true);
  }

  private static IntervalUnit unit(JobPlan plan) {
    return plan.schedule().map(Schedule::interval).orElse(IntervalUnit.NONE);
  }

  private Instant start(JobPlan plan) {
    return instant(parts()[0], zone(plan), 0);
  }

  private Instant end(JobPlan plan) {
    var parts = parts();
    var last = parts[parts.length - 1];
    var end = instant(last, zone(plan), 1);
    var isMoment = parts.length == 1 && last.length() != LENGTH_OF_A_DAY;
    if (!isMoment && !start(plan).isBefore(end)) {
      throw refused("ends before it begins");
    }
    return isMoment ? end.plusNanos(1) : end;
  }

  private String[] parts() {
    var parts = wanted.orElseThrow().split("/", -1);
    if (parts.length > 2) {
      throw refused("has more than one slash");
    }
    return parts;
  }

  private static ZoneId zone(JobPlan plan) {
    return ZoneId.of(plan.session().timezone());
  }

  private Instant instant(String text, ZoneId zone, int daysLater) {
    try {
      return text.length() == LENGTH_OF_A_DAY
          ? LocalDate.parse(text).plusDays(daysLater).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw refused("is none of these");
    }
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.BAD_ARGUMENTS,
        "bad-interval",
        "dataplat.interval is a day such as 2026-01-15, a range of days such as"
            + " 2026-01-01/2026-01-31, or instants such as 2026-01-15T10:00:00Z; `"
            + wanted.orElse("")
            + "` "
            + what);
  }
}
