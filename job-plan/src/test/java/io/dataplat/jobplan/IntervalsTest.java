package io.dataplat.jobplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final List<ZoneId> ZONES =
      List.of(
              "UTC",
              "Europe/Zurich",
              "America/New_York",
              "America/Santiago",
              "America/Havana",
              "America/Sao_Paulo",
              "Asia/Kolkata",
              "Asia/Beirut",
              "Australia/Lord_Howe",
              "Atlantic/Azores",
              "Pacific/Apia",
              "Africa/Cairo")
          .stream()
          .map(ZoneId::of)
          .toList();

  @Test
  void i01SpringDayOfZurichHas23Hours() {
    var day =
        new Intervals(IntervalUnit.DAY, ZURICH).lastBefore(Instant.parse("2026-03-30T01:00:00Z"));
    assertThat(day.toString()).isEqualTo("[2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z)");
    assertThat(Duration.between(day.start(), day.end())).isEqualTo(Duration.ofHours(23));
  }

  @Test
  void i02AutumnDayOfZurichHas25Hours() {
    var day =
        new Intervals(IntervalUnit.DAY, ZURICH).lastBefore(Instant.parse("2026-10-26T02:00:00Z"));
    assertThat(day.toString()).isEqualTo("[2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z)");
    assertThat(Duration.between(day.start(), day.end())).isEqualTo(Duration.ofHours(25));
  }

  @Test
  void i03AutumnDayOfZurichIs25DistinctHoursWithoutGap() {
    var identity = new Identity("retail", "orders", "build", "prod");
    var day = new Intervals(IntervalUnit.DAY, ZURICH).around(Instant.parse("2026-10-25T12:00:00Z"));
    var hours = new Intervals(IntervalUnit.HOUR, ZURICH).within(day.start(), day.end());
    assertThat(hours).hasSize(25);
    assertThat(hours.stream().map(hour -> BatchId.ofInterval(identity, hour)))
        .doesNotHaveDuplicates();
    assertChain(hours);
  }

  @Test
  void i04DayWithoutMidnightBeginsAtOne() {
    var santiago = ZoneId.of("America/Santiago");
    var days = new Intervals(IntervalUnit.DAY, santiago);
    var missing = LocalDate.of(2026, 9, 6);
    var day = days.around(missing.atTime(12, 0).atZone(santiago).toInstant());
    assertThat(day.start().atZone(santiago).toLocalTime()).isEqualTo(LocalTime.of(1, 0));
    assertThat(Duration.between(day.start(), day.end())).isEqualTo(Duration.ofHours(23));
  }

  @Test
  void aTickOnABoundaryStandsForTheUnitThatJustEnded() {
    var days = new Intervals(IntervalUnit.DAY, ZoneId.of("UTC"));
    assertThat(days.lastBefore(Instant.parse("2026-01-02T00:00:00Z")).toString())
        .isEqualTo("[2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z)");
    assertThat(days.lastBefore(Instant.parse("2026-01-01T23:59:59.999999Z")).toString())
        .isEqualTo("[2025-12-31T00:00:00Z, 2026-01-01T00:00:00Z)");
  }

  @Test
  void weeksBeginOnMondayAndMonthsOnTheFirst() {
    var tick = Instant.parse("2026-03-11T10:00:00Z");
    assertThat(new Intervals(IntervalUnit.WEEK, ZURICH).lastBefore(tick).toString())
        .isEqualTo("[2026-03-01T23:00:00Z, 2026-03-08T23:00:00Z)");
    assertThat(new Intervals(IntervalUnit.MONTH, ZURICH).lastBefore(tick).toString())
        .isEqualTo("[2026-01-31T23:00:00Z, 2026-02-28T23:00:00Z)");
  }

  @Test
  void aCronIntervalGoesFromTickToTick() {
    var friday = Instant.parse("2026-01-02T02:00:00Z");
    var monday = Instant.parse("2026-01-05T02:00:00Z");
    assertThat(Intervals.between(friday, monday, ZURICH))
        .isEqualTo(new DataInterval(friday, monday, ZURICH));
    assertThatThrownBy(() -> new Intervals(IntervalUnit.CRON, ZURICH))
        .hasMessageContaining("`cron`");
  }

  @Test
  void anIntervalWithoutLengthDoesNotExist() {
    var now = Instant.parse("2026-01-02T02:00:00Z");
    assertThatThrownBy(() -> new DataInterval(now, now, ZURICH))
        .hasMessageContaining("after its start");
  }

  @Test
  void aDayThatTheZoneJumpedOverIsNoInterval() {
    var apia = ZoneId.of("Pacific/Apia");
    var after = LocalDate.of(2011, 12, 31).atStartOfDay(apia).toInstant();
    var last = new Intervals(IntervalUnit.DAY, apia).lastBefore(after);
    assertThat(last.end()).isEqualTo(after);
    assertThat(Duration.between(last.start(), last.end())).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void hoursFitOnlyZonesThatAreWholeHoursOff() {
    var from = Instant.parse("2026-01-01T00:00:00Z");
    var to = Instant.parse("2028-01-01T00:00:00Z");
    assertThat(new Intervals(IntervalUnit.HOUR, ZURICH).fitsZone(from, to)).isTrue();
    for (var zone : List.of("Asia/Kolkata", "Australia/Lord_Howe")) {
      assertThat(new Intervals(IntervalUnit.HOUR, ZoneId.of(zone)).fitsZone(from, to)).isFalse();
      assertThat(new Intervals(IntervalUnit.DAY, ZoneId.of(zone)).fitsZone(from, to)).isTrue();
    }
  }

  @Test
  void overTenYearsAndAllZonesTheUnitsFormOneChain() {
    var from = Instant.parse("2009-01-01T00:00:00Z");
    var to = Instant.parse("2019-01-01T00:00:00Z");
    for (var zone : ZONES) {
      for (var unit : List.of(IntervalUnit.DAY, IntervalUnit.WEEK, IntervalUnit.MONTH)) {
        var intervals = new Intervals(unit, zone);
        var chain = intervals.within(intervals.floor(from), intervals.floor(to));
        assertChain(chain);
        assertThat(chain)
            .allSatisfy(each -> assertThat(each.start()).matches(intervals::isBoundary));
      }
    }
  }

  @Test
  void theIntervalOfAnyTickIsTheLastThatIsComplete() {
    var random = new Random(42);
    for (var zone : ZONES) {
      for (var unit :
          List.of(IntervalUnit.HOUR, IntervalUnit.DAY, IntervalUnit.WEEK, IntervalUnit.MONTH)) {
        var intervals = new Intervals(unit, zone);
        for (int i = 0; i < 200; i++) {
          var tick = Instant.ofEpochSecond(random.nextLong(1_200_000_000L, 2_000_000_000L));
          var last = intervals.lastBefore(tick);
          var current = intervals.around(tick);
          assertThat(last.end()).isEqualTo(current.start());
          assertThat(current.contains(tick)).isTrue();
          assertThat(last.contains(tick)).isFalse();
          assertThat(intervals.lastBefore(last.end())).isEqualTo(last);
        }
      }
    }
  }

  @Test
  void theDaysOfAZoneChangeWhenItsClocksShowAnotherDate() {
    var from = Instant.parse("2016-01-10T00:00:00Z");
    var to = Instant.parse("2026-01-10T00:00:00Z");
    for (var zone : ZONES) {
      var expected = new ArrayList<Instant>();
      var date = from.atZone(zone).toLocalDate();
      for (var at = from; !at.isAfter(to); at = at.plus(Duration.ofMinutes(15))) {
        var shown = at.atZone(zone).toLocalDate();
        if (!shown.equals(date)) {
          expected.add(at);
          date = shown;
        }
      }
      var first = expected.get(0);
      var last = expected.get(expected.size() - 1);
      var days = new Intervals(IntervalUnit.DAY, zone).within(first, last);
      assertThat(days)
          .as(zone.getId())
          .extracting(DataInterval::end)
          .isEqualTo(expected.subList(1, expected.size()));
    }
  }

  @Test
  void oneTickOfADayStandsForOneDayWheneverItComes() {
    var identity = new Identity("retail", "orders", "build", "prod");
    var random = new Random(7);
    for (var zone : ZONES) {
      var days = new Intervals(IntervalUnit.DAY, zone);
      for (var time :
          List.of(
              LocalTime.MIDNIGHT,
              LocalTime.of(0, 30),
              LocalTime.of(2, 30),
              LocalTime.of(23, 59),
              LocalTime.ofSecondOfDay(random.nextInt(86_400)))) {
        var covered = new ArrayList<DataInterval>();
        for (int day = 0; day < 3653; day++) {
          // In a gap the scheduler goes on to the time after it, in an overlap it waits for the
          // second.
          var tick = LocalDate.of(2016, 1, 10).plusDays(day).atTime(time).atZone(zone);
          covered.add(days.lastBefore(tick.withLaterOffsetAtOverlap().toInstant()));
        }
        assertChain(covered);
        assertThat(covered.stream().map(each -> BatchId.ofInterval(identity, each)).distinct())
            .as(zone + " at " + time)
            .hasSize(covered.size());
      }
    }
  }

  private static void assertChain(List<DataInterval> chain) {
    var starts = new ArrayList<Instant>();
    for (int i = 1; i < chain.size(); i++) {
      assertThat(chain.get(i).start()).isEqualTo(chain.get(i - 1).end());
      starts.add(chain.get(i).start());
    }
    assertThat(new HashSet<>(starts)).hasSameSizeAs(starts);
  }
}
