package io.dataplat.jobplan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * The intervals of one calendar unit in one zone, by calendar arithmetic (semantics 1.1 to 1.3).
 */
public record Intervals(IntervalUnit unit, ZoneId zone) {

  private static final int SECONDS_PER_HOUR = 3600;

  /** Refuses the units that the calendar alone does not define. */
  public Intervals {
    if (unit == IntervalUnit.CRON || unit == IntervalUnit.NONE) {
      throw new IllegalArgumentException("`" + unit + "` is no calendar unit");
    }
  }

  /** The interval of a cron schedule: from the previous tick to this one. */
  public static DataInterval between(Instant previousTick, Instant tick, ZoneId zone) {
    return new DataInterval(previousTick, tick, zone);
  }

  /** The last complete unit that ends at or before the tick. */
  public DataInterval lastBefore(Instant tick) {
    return endingAt(floor(tick));
  }

  /** The unit that the instant lies in. */
  public DataInterval around(Instant instant) {
    return startingAt(floor(instant));
  }

  /** Whether the instant is the bound of two units. */
  public boolean isBoundary(Instant instant) {
    return floor(instant).equals(instant);
  }

  /** All units of a range, ascending; both ends must be boundaries. */
  public List<DataInterval> within(Instant from, Instant to) {
    if (!isBoundary(from) || !isBoundary(to)) {
      throw new IllegalArgumentException("a range of intervals begins and ends at boundaries");
    }
    var intervals = new ArrayList<DataInterval>();
    for (Instant start = from; start.isBefore(to); ) {
      var next = startingAt(start);
      intervals.add(next);
      start = next.end();
    }
    return List.copyOf(intervals);
  }

  /** The units that have a part in a time, ascending. */
  public List<DataInterval> touching(Instant from, Instant to) {
    var intervals = new ArrayList<DataInterval>();
    for (var next = around(from); next.start().isBefore(to); next = around(next.end())) {
      intervals.add(next);
    }
    return List.copyOf(intervals);
  }

  /**
   * Whether the unit has the same bounds on UTC's clock and the zone's for the whole of a time:
   * hours do not in a zone that is half an hour off.
   */
  public boolean fitsZone(Instant from, Instant to) {
    if (unit != IntervalUnit.HOUR) {
      return true;
    }
    var rules = zone.getRules();
    var fits = isWholeHours(from);
    for (var t = rules.nextTransition(from);
        t != null && t.getInstant().isBefore(to);
        t = rules.nextTransition(t.getInstant())) {
      fits &= isWholeHours(t.getInstant());
    }
    return fits;
  }

  private boolean isWholeHours(Instant instant) {
    return zone.getRules().getOffset(instant).getTotalSeconds() % SECONDS_PER_HOUR == 0;
  }

  /** The last boundary at or before the instant. */
  public Instant floor(Instant instant) {
    return unit == IntervalUnit.HOUR
        ? instant.truncatedTo(ChronoUnit.HOURS)
        : midnight(firstDay(instant.atZone(zone).toLocalDate()));
  }

  private LocalDate firstDay(LocalDate day) {
    return switch (unit) {
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      default -> day;
    };
  }

  // Where midnight does not exist the day begins at the first instant that does.
  private Instant midnight(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private DataInterval startingAt(Instant start) {
    if (unit == IntervalUnit.HOUR) {
      return new DataInterval(start, start.plus(1, ChronoUnit.HOURS), zone);
    }
    var day = firstDay(start.atZone(zone).toLocalDate());
    var end = start;
    // A zone that jumped over the date line has a day without any instant.
    while (!end.isAfter(start)) {
      day = shift(day, 1);
      end = midnight(day);
    }
    return new DataInterval(start, end, zone);
  }

  private DataInterval endingAt(Instant end) {
    if (unit == IntervalUnit.HOUR) {
      return new DataInterval(end.minus(1, ChronoUnit.HOURS), end, zone);
    }
    var day = firstDay(end.atZone(zone).toLocalDate());
    var start = end;
    while (!start.isBefore(end)) {
      day = shift(day, -1);
      start = midnight(day);
    }
    return new DataInterval(start, end, zone);
  }

  private LocalDate shift(LocalDate day, int units) {
    return switch (unit) {
      case WEEK -> day.plusWeeks(units);
      case MONTH -> day.plusMonths(units);
      default -> day.plusDays(units);
    };
  }
}
