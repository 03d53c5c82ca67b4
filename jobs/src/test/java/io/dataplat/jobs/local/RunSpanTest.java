package io.dataplat.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Session;
import io.dataplat.jobplan.Telemetry;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.run.RunSlice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunSpanTest {

  private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

  @Test
  void withoutAWishTheJobLooksBackFromNow() {
    assertThat(covered(new RunSpan(Optional.empty(), NOW).slices(plan(IntervalUnit.DAY))))
        .isEqualTo("2026-11-19T23:00:00Z 2026-11-20T23:00:00Z");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a day before the clock changes, DAY,  2026-03-28, 1, 2026-03-27T23:00:00Z, 2026-03-28T23:00:00Z",
    "a day of 23 hours,              DAY,  2026-03-29, 1, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "all hours of a day of 25 hours, HOUR, 2026-10-25, 25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "the week of a day,              WEEK, 2026-01-15, 1, 2026-01-11T23:00:00Z, 2026-01-18T23:00:00Z",
    "the month of a day,            MONTH, 2026-01-15, 1, 2025-12-31T23:00:00Z, 2026-01-31T23:00:00Z",
    "the day around an instant, DAY,  2026-01-15T23:30:00Z, 1, 2026-01-15T23:00:00Z, 2026-01-16T23:00:00Z",
    "the day that an instant begins, DAY, 2026-01-15T23:00:00Z, 1, 2026-01-15T23:00:00Z, 2026-01-16T23:00:00Z",
    "the hour around an instant, HOUR, 2026-01-15T10:20:00+01:00, 1, 2026-01-15T09:00:00Z, 2026-01-15T10:00:00Z",
    "both days of a range, DAY, 2026-03-01/2026-03-29, 29, 2026-02-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "a range of instants without its end, HOUR, 2026-01-15T09:00:00Z/2026-01-15T11:00:00Z, 2, 2026-01-15T09:00:00Z, 2026-01-15T11:00:00Z",
    "from tick to tick of a cron, CRON, 2026-01-15/2026-01-16, 2, 2026-01-15T02:00:00Z, 2026-01-17T02:00:00Z",
  })
  void aWishStandsForWholeIntervalsOfTheTimeZone(
      String what, IntervalUnit unit, String wish, int number, String from, String to) {
    var slices = new RunSpan(Optional.of(wish), NOW).slices(plan(unit));
    assertThat(slices).as(what).hasSize(number);
    assertThat(covered(slices)).as(what).isEqualTo(from + " " + to);
  }

  @Test
  void aPipelineWithoutIntervalsRunsAfterTheLastDay() {
    for (var wish : List.of("2026-01-15", "2026-01-01/2026-01-15")) {
      var slices = new RunSpan(Optional.of(wish), NOW).slices(plan(IntervalUnit.NONE));
      assertThat(slices).hasSize(1);
      assertThat(slices.get(0).tick()).isEqualTo("2026-01-15T23:00:00Z");
    }
  }

  @Test
  void aDomainRunsWhatItsSchedulesWouldHaveStarted() {
    var twelveDays = new RunSpan(Optional.of("2026-01-10/2026-01-21"), NOW);
    assertThat(twelveDays.wholeSlices(plan(IntervalUnit.DAY))).hasSize(12);
    assertThat(covered(twelveDays.wholeSlices(plan(IntervalUnit.WEEK))))
        .isEqualTo("2026-01-11T23:00:00Z 2026-01-18T23:00:00Z");
    assertThat(twelveDays.wholeSlices(plan(IntervalUnit.MONTH))).isEmpty();
    assertThat(twelveDays.wholeSlices(plan(IntervalUnit.NONE))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "yesterday",
        "2026-01-15T10:00",
        "",
        "2026-01-15/",
        "2026-01-01/2026-01-02/2026-01-03",
        "2026-01-15/2026-01-14"
      })
  void whatIsNoTimeIsRefusedWithAnExample(String wish) {
    assertThatThrownBy(() -> new RunSpan(Optional.of(wish), NOW).slices(plan(IntervalUnit.DAY)))
        .isInstanceOf(JobFailure.class)
        .hasMessageStartingWith("dataplat.interval is a day such as 2026-01-15, a range of days")
        .hasMessageContaining("`" + wish + "`");
  }

  private static String covered(List<RunSlice> slices) {
    var last = slices.get(slices.size() - 1);
    return slices.get(0).interval().orElseThrow().start()
        + " "
        + last.interval().orElseThrow().end();
  }

  private static JobPlan plan(IntervalUnit unit) {
    return new JobPlan(
        JobPlan.VERSION,
        JobPlan.SEMANTICS,
        List.of(),
        PlanMode.BATCH,
        new Identity("retail", "orders_daily", "build", "local"),
        new Session("Europe/Zurich", true, 8, Map.of()),
        List.of(),
        Optional.of(
            new Schedule(
                unit,
                Optional.of("0 3 * * *"),
                "Europe/Zurich",
                Optional.of("2026-01-01"),
                0,
                1,
                true)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Telemetry("dataplat.runs", "dataplat.epochs", Optional.empty(), List.of()));
  }
}
