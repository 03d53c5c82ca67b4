package io.dataplat.compiler.check;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Intervals that no run covers, and how to say which. */
final class MissingIntervals {

  private static final int WEEKS_AT_THE_EDGES = 2;

  private final ZoneId zone;
  private final long weeks;
  private final Map<DayOfWeek, Integer> weekdays = new EnumMap<>(DayOfWeek.class);
  private Optional<DataInterval> first = Optional.empty();
  private int count;

  MissingIntervals(ZoneId zone, LocalDate from, LocalDate to) {
    this.zone = zone;
    this.weeks = (to.toEpochDay() - from.toEpochDay()) / DayOfWeek.values().length;
  }

  void add(DataInterval interval) {
    first = first.or(() -> Optional.of(interval));
    count++;
    weekdays.merge(date(interval).getDayOfWeek(), 1, Integer::sum);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns which intervals are missing: weekdays if they are always, else an example. */
  String describe(IntervalUnit unit) {
    var always = alwaysMissing();
    if (unit == IntervalUnit.DAY && !always.isEmpty() && always.size() < weekdays().size()) {
      return joined(always) + (always.size() == 1 ? " is" : " are") + " never covered";
    }
    var example = first.map(interval -> example(unit, interval)).orElseThrow();
    return count == 1
        ? example + " is not covered"
        : example + " is not covered, nor are " + (count - 1) + " others in two years";
  }

  private static List<DayOfWeek> weekdays() {
    return List.of(DayOfWeek.values());
  }

  private List<DayOfWeek> alwaysMissing() {
    var always = new ArrayList<DayOfWeek>();
    for (var day : weekdays()) {
      if (weekdays.getOrDefault(day, 0) >= weeks - WEEKS_AT_THE_EDGES) {
        always.add(day);
      }
    }
    return always;
  }

  private static String joined(List<DayOfWeek> days) {
    var names = days.stream().map(MissingIntervals::name).toList();
    var last = names.get(names.size() - 1);
    return names.size() == 1
        ? last
        : names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "))
            + " and "
            + last;
  }

  private static String name(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private String example(IntervalUnit unit, DataInterval interval) {
    var date = date(interval);
    return switch (unit) {
      case HOUR -> "the hour from " + interval.start();
      case WEEK -> "the week from " + date;
      case MONTH -> "the month from " + date;
      default -> date.toString();
    };
  }

  private LocalDate date(DataInterval interval) {
    return interval.start().atZone(zone).toLocalDate();
  }
}
