package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DataInterval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a dataset that is made at once: a day, all of a dataset that knows no days, or what
 * comes now.
 *
 * @param place what tells its rows from those of other parts
 * @param interval the time that its rows lie in
 */
record SamplePart(long place, boolean isDay, DataInterval interval) {

  static SamplePart whole(DataInterval interval) {
    return new SamplePart(0, false, interval);
  }

  static SamplePart live(long run, DataInterval interval) {
    return new SamplePart(run, false, interval);
  }

  static List<SamplePart> days(Instant from, Instant to, ZoneId zone) {
    var parts = new ArrayList<SamplePart>();
    for (var day = from.atZone(zone).toLocalDate();
        day.atStartOfDay(zone).toInstant().isBefore(to);
        day = day.plusDays(1)) {
      parts.add(day(day, zone));
    }
    return parts;
  }

  private static SamplePart day(LocalDate day, ZoneId zone) {
    var interval =
        new DataInterval(
            day.atStartOfDay(zone).toInstant(),
            day.plusDays(1).atStartOfDay(zone).toInstant(),
            zone);
    return new SamplePart(day.toEpochDay(), true, interval);
  }

  /** The day in which the part begins. */
  SamplePart asDay() {
    return isDay
        ? this
        : day(interval.start().atZone(interval.zone()).toLocalDate(), interval.zone());
  }

  /** The number of a row, which no row of another part has. */
  long number(int index, int rows) {
    return place * rows + index + 1;
  }
}
