package io.dataplat.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class TimeBoundsTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  @Test
  void aTimeThatClocksShowTwiceIsInTheEarlierHourAndInNoOther() {
    var day = new Intervals(IntervalUnit.DAY, ZURICH).around(Instant.parse("2026-10-25T12:00:00Z"));
    var hours = new Intervals(IntervalUnit.HOUR, ZURICH).within(day.start(), day.end());
    var midnight = LocalDate.of(2026, 10, 25).atStartOfDay();
    for (int minute = 0; minute < 24 * 60; minute++) {
      var time = midnight.plusMinutes(minute);
      assertThat(hours.stream().filter(hour -> holds(hour, time)))
          .as(time.toString())
          .singleElement()
          .matches(hour -> hour.contains(time.atZone(ZURICH).toInstant()));
    }
  }

  private static boolean holds(DataInterval hour, LocalDateTime time) {
    var bounds = new TimeBounds(hour, DataTypes.TimestampNTZType);
    return !time.isBefore(bounds.local(hour.start())) && time.isBefore(bounds.local(hour.end()));
  }

  @Test
  void aDayIsTheSameInEachTypeOfTime() {
    var day = new Intervals(IntervalUnit.DAY, ZURICH).around(Instant.parse("2026-03-29T12:00:00Z"));
    assertThat(
            List.of(
                new TimeBounds(day, DataTypes.TimestampType).sql("at"),
                new TimeBounds(day, DataTypes.TimestampNTZType).sql("at"),
                new TimeBounds(day, DataTypes.DateType).sql("at")))
        .containsExactly(
            "at >= TIMESTAMP '2026-03-28T23:00:00Z' AND at < TIMESTAMP '2026-03-29T22:00:00Z'",
            "at >= TIMESTAMP_NTZ '2026-03-29 00:00' AND at < TIMESTAMP_NTZ '2026-03-30 00:00'",
            "at >= DATE '2026-03-29' AND at < DATE '2026-03-30'");
  }
}
