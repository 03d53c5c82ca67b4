package io.dataplat.jobs.run;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.plan.PlanReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunSlicesTest {

  private static RunSlices daily(String interval, String cron) {
    var plan =
        new PlanFixture()
            .daily()
            .csv("files", ReadMode.FULL, "orders/*.csv", key("id", "bigint"))
            .output("orders", "files", WriteMode.APPEND, "", key("id", "bigint"))
            .build();
    return new RunSlices(
        PlanReader.parse(
            PlanJson.indented(plan)
                .replace("\"interval\": \"day\"", "\"interval\": \"" + interval + "\"")
                .replace("0 3 * * *", cron)));
  }

  private static RunScope.Range range(String from, String to) {
    return new RunScope.Range(Instant.parse(from), Instant.parse(to));
  }

  @Test
  void i09ABoundThatIsNoMidnightIsRefusedWithThoseBesideIt() {
    assertThatThrownBy(
            () ->
                daily("day", "0 3 * * *").of(range("2026-03-28T11:00:00Z", "2026-03-29T22:00:00Z")))
        .hasMessage(
            "`2026-03-28T11:00:00Z` is no boundary of an interval; the two next to it are 2026-03-27T23:00:00Z and 2026-03-28T23:00:00Z")
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.BAD_ARGUMENTS);
  }

  @Test
  void aRangeThatHoldsNoIntervalIsRefused() {
    var days = daily("day", "0 3 * * *");
    assertThatThrownBy(() -> days.of(range("2026-03-29T22:00:00Z", "2026-03-28T23:00:00Z")))
        .hasMessage("`--from` is not before `--to`");
    assertThatThrownBy(() -> days.of(range("2026-03-28T23:00:00Z", "2026-03-28T23:00:00Z")))
        .hasMessage("`--from` is not before `--to`");
    assertThatThrownBy(
            () ->
                daily("none", "0 3 * * *")
                    .of(range("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")))
        .hasMessage("a plan without a calendar interval takes a tick, not a range");
  }

  @Test
  void i08AManualRunInTheAfternoonStandsForYesterday() {
    var slices =
        daily("day", "0 3 * * *").of(new RunScope.Tick(Instant.parse("2026-03-30T12:00:00Z")));
    assertThat(slices).hasSize(1);
    assertThat(slices.get(0).batch().value())
        .isEqualTo("retail.orders_daily.build/2026-03-28T23:00:00Z");
    assertThat(slices.get(0).covers()).isEqualTo("[2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z)");
  }

  @Test
  void theIntervalsBeforeOneFollowTheClockOfTheirZone() {
    var days = daily("day", "0 3 * * *");
    var weekdays = daily("cron", "30 2 * * 1-5");
    var monday = weekdays.of(new RunScope.Tick(Instant.parse("2026-03-30T00:30:00Z"))).get(0);
    var afterSunday = days.of(new RunScope.Tick(Instant.parse("2026-03-31T01:00:00Z"))).get(0);

    assertThat(days.before(afterSunday, 2))
        .as("the Sunday on which clocks go forward has 23 hours")
        .extracting(RunSlice::covers)
        .containsExactly(
            "[2026-03-27T23:00:00Z, 2026-03-28T23:00:00Z)",
            "[2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z)");
    assertThat(weekdays.before(monday, 1))
        .extracting(RunSlice::covers)
        .containsExactly("[2026-03-26T01:30:00Z, 2026-03-27T01:30:00Z)");
    assertThat(days.before(afterSunday, 0)).isEmpty();
  }

  @Test
  void aCronIntervalBeginsAtThePreviousTickInItsZone() {
    var slices =
        daily("cron", "30 2 * * 1-5").of(new RunScope.Tick(Instant.parse("2026-03-30T00:30:00Z")));
    assertThat(slices.get(0).covers()).isEqualTo("[2026-03-27T01:30:00Z, 2026-03-30T00:30:00Z)");
    assertThatThrownBy(
            () ->
                daily("cron", "0 3 * *")
                    .of(new RunScope.Tick(Instant.parse("2026-03-30T01:00:00Z"))))
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.PLAN_REFUSED);
  }
}
