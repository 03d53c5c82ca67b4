package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Session;
import io.dataplat.jobplan.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSpanTest {

  private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

  @Test
  void withoutAWishTheJobLooksBackFromNow() throws MojoFailureException {
    assertThat(RunSpan.of(plan(IntervalUnit.DAY), Optional.empty(), NOW).arguments())
        .containsExactly("--tick", "2026-11-21T09:30:00Z");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a day before the clock changes, DAY,  2026-03-28, 2026-03-27T23:00:00Z, 2026-03-28T23:00:00Z",
    "a day of 23 hours,              DAY,  2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "all hours of a day of 25 hours, HOUR, 2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "the week of a day,              WEEK, 2026-01-15, 2026-01-11T23:00:00Z, 2026-01-18T23:00:00Z",
    "the month of a day,            MONTH, 2026-01-15, 2025-12-31T23:00:00Z, 2026-01-31T23:00:00Z",
    "the day around an instant, DAY,  2026-01-15T23:30:00Z, 2026-01-15T23:00:00Z, 2026-01-16T23:00:00Z",
    "the hour around an instant, HOUR, 2026-01-15T10:20:00+01:00, 2026-01-15T09:00:00Z, 2026-01-15T10:00:00Z",
  })
  void aWishStandsForWholeIntervalsOfTheTimeZone(
      String what, IntervalUnit unit, String wish, String from, String to)
      throws MojoFailureException {
    assertThat(span(unit, wish)).as(what).containsExactly("--from", from, "--to", to);
  }

  @Test
  void aPipelineWithoutIntervalsRunsAfterThatDay() throws MojoFailureException {
    assertThat(span(IntervalUnit.NONE, "2026-01-15"))
        .containsExactly("--tick", "2026-01-15T23:00:00Z");
    assertThat(span(IntervalUnit.CRON, "2026-01-15"))
        .containsExactly("--tick", "2026-01-15T23:00:00Z");
  }

  @Test
  void whatIsNoDayIsRefusedWithAnExample() {
    for (String wish : List.of("2026-02-30", "yesterday", "2026-01-15T10:00", "")) {
      assertThatThrownBy(() -> span(IntervalUnit.DAY, wish))
          .isInstanceOf(MojoFailureException.class)
          .hasMessage(
              "dataplat.interval is a day such as 2026-01-15 or an instant such as"
                  + " 2026-01-15T10:00:00Z, not `"
                  + wish
                  + "`");
    }
  }

  private static List<String> span(IntervalUnit unit, String wish) throws MojoFailureException {
    return RunSpan.of(plan(unit), Optional.of(wish), NOW).arguments();
  }

  private static JobPlan plan(IntervalUnit unit) {
    return new JobPlan(
        JobPlan.VERSION,
        JobPlan.SEMANTICS,
        List.of(),
        PlanMode.BATCH,
        new Identity("retail", "orders_daily", "build", "local", "retail_data"),
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
