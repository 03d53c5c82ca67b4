package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DataInterval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a dataset that is made at once: a day, or all of a dataset that knows no days.
 *
 * @param interval the time that its rows lie in
 */
record SamplePart(Optional<LocalDate> day, DataInterval interval) {

  static SamplePart whole(DataInterval interval) {
    return new SamplePart(Optional.empty(), interval);
  }

  static List<SamplePart> days(Instant from, Instant to, ZoneId zone) {
    var parts = new ArrayList<SamplePart>();
    for (var day = from.atZone(zone).toLocalDate();
        day.atStartOfDay(zone).toInstant().isBefore(to);
        day = day.plusDays(1)) {
      parts.add(
          new SamplePart(
              Optional.of(day),
              new DataInterval(
                  day.atStartOfDay(zone).toInstant(),
                  day.plusDays(1).atStartOfDay(zone).toInstant(),
                  zone)));
    }
    return parts;
  }

  /** The number of a row, which no row of another day has. */
  long number(int index, int rows) {
    return day.map(LocalDate::toEpochDay).orElse(0L) * rows + index + 1;
  }
}
