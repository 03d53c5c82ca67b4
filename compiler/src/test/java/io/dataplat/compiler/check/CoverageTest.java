package io.dataplat.compiler.check;

import static io.dataplat.compiler.check.TickCalendar.FROM;
import static io.dataplat.compiler.check.TickCalendar.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.check.CronExpression.BadCron;
import io.dataplat.jobplan.IntervalUnit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final ZoneId SANTIAGO = ZoneId.of("America/Santiago");

  @ParameterizedTest
  @CsvSource({
    "0 3 * * *,DAY,Europe/Zurich",
    "30 2 * * *,DAY,Europe/Zurich",
    "0 0 * * *,DAY,America/Santiago",
    "5 * * * *,HOUR,Europe/Zurich",
    "0 4 * * MON,WEEK,America/Santiago",
    "0 4 1 * *,MONTH,Asia/Tokyo",
  })
  void oneTickForEachInterval(String cron, IntervalUnit unit, ZoneId zone) throws BadCron {
    var coverage = coverage(cron, zone, unit);

    assertThat(coverage.missing().isEmpty()).isTrue();
    assertThat(coverage.mostTicks()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 3 * * 1-5; DAY; Friday and Saturday are never covered",
        "0 3 * * 2-7; DAY; Sunday is never covered",
        "0 3 * * 1-5; HOUR; the hour from 2027-01-01T02:00:00Z is not covered, nor are",
        "0 3 31 * *; MONTH; the month from 2027-01-01 is not covered, nor are 9 others in two years",
        "0 3 1 1 *; WEEK; the week from 2026-12-28 is not covered, nor are",
      })
  void missingIntervalsAreNamed(String cron, IntervalUnit unit, String description) throws BadCron {
    assertThat(coverage(cron, ZURICH, unit).missing().describe(unit)).startsWith(description);
  }

  @Test
  void ticksOfOneIntervalAreCounted() throws BadCron {
    assertThat(coverage("0 */6 * * *", ZURICH, IntervalUnit.DAY).mostTicks()).isEqualTo(4);
  }

  @Test
  void dataIsOldestJustBeforeTheNextRunAndOneHourOlderInAutumn() throws BadCron {
    assertThat(coverage("0 3 * * *", ZURICH, IntervalUnit.DAY).worstAge())
        .isEqualTo(Duration.ofHours(28));
    assertThat(coverage("0 3 * * *", ZURICH, IntervalUnit.NONE).worstAge())
        .isEqualTo(Duration.ofHours(25));
    assertThat(coverage("0 3 * * MON", SANTIAGO, IntervalUnit.CRON).worstAge())
        .isEqualTo(Duration.ofHours(7 * 24 + 1));
  }

  /** In all zones whose clocks differ in these two years; the offset alone changes no day. */
  @Test
  void aDailyScheduleNeedsNoWalkOverAllDays() throws BadCron {
    for (var zone : zonesOfDifferentClocks()) {
      for (int minute = 0; minute < 24 * 60; minute += 15) {
        var cron = CronExpression.parse(minute % 60 + " " + minute / 60 + " * * *");
        for (var unit : List.of(IntervalUnit.DAY, IntervalUnit.NONE)) {
          assertThat(described(Coverage.of(cron, zone, unit, FROM, TO), unit))
              .as("%s %s %s", cron.times(), zone, unit)
              .isEqualTo(described(Coverage.walk(cron, zone, unit, FROM, TO), unit));
        }
      }
    }
  }

  private static Collection<ZoneId> zonesOfDifferentClocks() {
    var zones = new LinkedHashMap<List<String>, ZoneId>();
    for (var name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      var zone = ZoneId.of(name);
      var changes = new ArrayList<String>();
      var from = FROM.atStartOfDay(zone).toInstant();
      for (var change = zone.getRules().nextTransition(from);
          change != null && change.getInstant().isBefore(TO.atStartOfDay(zone).toInstant());
          change = zone.getRules().nextTransition(change.getInstant())) {
        changes.add(change.getDateTimeBefore() + " " + change.getDuration());
      }
      zones.putIfAbsent(changes, zone);
    }
    assertThat(zones).hasSizeGreaterThan(20);
    return zones.values();
  }

  private static List<Object> described(Coverage coverage, IntervalUnit unit) {
    var missing = coverage.missing();
    return List.of(
        coverage.ticks(),
        missing.isEmpty() ? "none" : missing.describe(unit),
        coverage.mostTicks(),
        coverage.crowded(),
        coverage.worstAge());
  }

  private static Coverage coverage(String cron, ZoneId zone, IntervalUnit unit) throws BadCron {
    return Coverage.of(CronExpression.parse(cron), zone, unit, FROM, TO);
  }
}
