package io.dataplat.compiler.check;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** The time that a path names with tokens: the finest unit of {@code {yyyy} {MM} {dd} {HH}}. */
enum PathTime {
  YEAR("{yyyy}"),
  MONTH("{MM}"),
  DAY("{dd}"),
  HOUR("{HH}");

  private final String token;

  PathTime(String token) {
    this.token = token;
  }

  /** Returns the finest unit, if the path names that and all larger ones. */
  static Optional<PathTime> of(String path) {
    var named = List.of(values()).stream().filter(unit -> path.contains(unit.token)).toList();
    var complete = named.equals(List.of(values()).subList(0, named.size()));
    return named.isEmpty() || !complete
        ? Optional.empty()
        : Optional.of(named.get(named.size() - 1));
  }

  /** Whether a wall time is the first instant of such a unit. */
  boolean begins(LocalDateTime time) {
    var day = time.toLocalDate();
    return switch (this) {
      case YEAR -> day.getDayOfYear() == 1 && isMidnight(time);
      case MONTH -> day.getDayOfMonth() == 1 && isMidnight(time);
      case DAY -> isMidnight(time);
      case HOUR -> time.getMinute() == 0 && time.getSecond() == 0;
    };
  }

  private static boolean isMidnight(LocalDateTime time) {
    return time.toLocalTime().equals(LocalTime.MIDNIGHT);
  }
}
