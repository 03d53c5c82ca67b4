package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Dates in bytes, against the calendar of Java. */
class ByteTimesTest {

  @Test
  void everyDayOfTheYears0To9999HasTheNumberThatJavaGivesIt() {
    var times = new ByteTimes(ZoneOffset.UTC);
    int days = 0;
    for (var day = LocalDate.of(0, 1, 1); day.getYear() < 10_000; day = day.plusDays(1)) {
      var bytes = day.toString().getBytes(StandardCharsets.US_ASCII);
      if (times.date(bytes, 0, bytes.length) && times.day() == day.toEpochDay()) {
        days++;
      }
    }
    assertThat(days).isEqualTo(3_652_425);
  }
}
