package io.dataplat.compiler.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cron expression of five fields and its ticks as Airflow fires them.
 *
 * <p>The ticks are walked here, because around a clock change Airflow follows rules of its own: a
 * time that does not exist fires after the gap by as much, one that exists twice fires at the
 * second time, and an expression for every hour fires at each hour that passes.
 */
public record CronExpression(
    BitSet minutes, BitSet hours, BitSet daysOfMonth, BitSet months, BitSet daysOfWeek) {

  private static final int EVERY_HOUR = 24;
  private static final int EVERY_MONTH = 12;
  private static final int EVERY_DAY_OF_MONTH = 31;
  private static final int EVERY_DAY_OF_WEEK = 7;

  /** Returns the expression of a text, or throws {@link BadCron}. */
  public static CronExpression parse(String text) throws BadCron {
    var fields = text.strip().split("\\s+", -1);
    if (fields.length != CronField.values().length) {
      throw new BadCron("`" + text + "` has " + fields.length + " fields, not five");
    }
    return new CronExpression(
        CronField.MINUTE.parse(fields[0]),
        CronField.HOUR.parse(fields[1]),
        CronField.DAY_OF_MONTH.parse(fields[2]),
        CronField.MONTH.parse(fields[3]),
        CronField.DAY_OF_WEEK.parse(fields[4]));
  }

  /** What is wrong with the text of a cron expression. */
  public static final class BadCron extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadCron(String reason) {
      super(reason);
      this.reason = reason;
    }

    /** Returns what is wrong, for people. */
    public String reason() {
      return reason;
    }
  }

  /** Whether it fires in every hour of a day on which it fires. */
  public boolean everyHour() {
    return hours.cardinality() == EVERY_HOUR;
  }

  /** Whether it fires on every day, at one time. */
  public boolean onceADay() {
    return hours.cardinality() == 1
        && minutes.cardinality() == 1
        && months.cardinality() == EVERY_MONTH
        && !restrictsDayOfMonth()
        && !restrictsDayOfWeek();
  }

  /** Whether it fires on a day. */
  public boolean firesOn(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    var ofMonth = daysOfMonth.get(day.getDayOfMonth());
    var ofWeek = daysOfWeek.get(day.getDayOfWeek().getValue() % EVERY_DAY_OF_WEEK);
    // As everywhere in cron: if both fields restrict the day, one of them suffices.
    var eitherSuffices = restrictsDayOfMonth() && restrictsDayOfWeek();
    return eitherSuffices ? (ofMonth || ofWeek) : (ofMonth && ofWeek);
  }

  private boolean restrictsDayOfMonth() {
    return daysOfMonth.cardinality() < EVERY_DAY_OF_MONTH;
  }

  private boolean restrictsDayOfWeek() {
    return daysOfWeek.cardinality() < EVERY_DAY_OF_WEEK;
  }

  /** Returns the wall times of a day on which it fires, ascending. */
  public List<LocalTime> times() {
    var times = new ArrayList<LocalTime>();
    hours.stream()
        .forEach(hour -> minutes.stream().forEach(minute -> times.add(LocalTime.of(hour, minute))));
    return times;
  }

  /** Returns the ticks from one day to before another, ascending. */
  public Stream<Instant> ticks(ZoneId zone, LocalDate from, LocalDate to) {
    var times = times();
    return from.datesUntil(to)
        .filter(this::firesOn)
        .flatMap(day -> everyHour() ? hourly(day, zone) : daily(day, times, zone))
        .distinct();
  }

  private static Stream<Instant> daily(LocalDate day, List<LocalTime> times, ZoneId zone) {
    return times.stream()
        .map(time -> LocalDateTime.of(day, time).atZone(zone).withLaterOffsetAtOverlap())
        .map(Instant::from)
        .sorted();
  }

  private Stream<Instant> hourly(LocalDate day, ZoneId zone) {
    var end = day.plusDays(1).atStartOfDay(zone).toInstant();
    return Stream.iterate(
            day.atStartOfDay(zone).toInstant(),
            hour -> hour.isBefore(end),
            hour -> hour.plusSeconds(3600))
        .flatMap(hour -> minutes.stream().mapToObj(minute -> hour.plusSeconds(minute * 60L)))
        .filter(tick -> tick.isBefore(end));
  }
}
