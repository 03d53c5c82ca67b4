package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleRulesTest {

  private static final String BY_INTERVAL =
      """
      copy:
        inputs: {files: {dataset: retail.order_files, read: interval}}
        outputs: {target: {dataset: retail.orders, from: files, write: {mode: upsert}}}
      """;

  private static final String WHOLE =
      """
      copy:
        inputs: {extract: {dataset: retail.extract, read: full}}
        outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
      """;

  private static RuleCase orders() {
    return RuleCase.repository().orders("orders");
  }

  private static void zurich(String schedule) {
    orders()
        .pipeline(
            "daily",
            "mode: batch\ntimezone: Europe/Zurich\nschedule: "
                + schedule
                + "\ntasks:\n"
                + WHOLE.indent(2))
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"61 3 * * *", "0 3 32 * *", "0 3 * 14 *", "0 5-2 * * *", "0 0 31 2 *"})
  void aCronFieldIsInItsRange(String cron) {
    orders()
        .batch("daily", "{cron: \"" + cron + "\"} # error: bad-cron", WHOLE)
        .findsWhatIsMarked();
  }

  @Test
  void aCronInAnHourThatClocksSkipIsAWarning() {
    zurich("{cron: \"30 2 * * *\"} # warning: cron-in-dst-gap");
    zurich("{cron: \"30 3 * * *\"}");
    zurich("{cron: \"30 * * * *\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "0 3 * * 1-5,interval-gap",
    "0 3 * * *,",
    "0 */6 * * *,interval-overlap",
    "0 3 2 * *,interval-gap",
  })
  void i05AndI06EachDayIsCoveredOnce(String cron, String rule) {
    var mark = rule == null ? "" : " # error: " + rule;
    orders()
        .batch(
            "daily",
            "{cron: \"" + cron + "\", interval: day, startDate: 2026-01-01}" + mark,
            BY_INTERVAL)
        .findsWhatIsMarked();
  }

  @Test
  void anIntervalFromTickToTickNeedsNoAlignment() {
    orders()
        .batch(
            "daily", "{cron: \"0 0 * * 1-5\", interval: cron, startDate: 2026-01-01}", BY_INTERVAL)
        .findsWhatIsMarked();
  }

  @Test
  void anIntervalFromTickToTickNeedsACron() {
    orders()
        .batch(
            "daily",
            "{manual: true, interval: cron, startDate: 2026-01-01} # error: missing-field",
            BY_INTERVAL)
        .findsWhatIsMarked();
  }

  @Test
  void i07AnHourOfTheZoneIsAnHourOfUtc() {
    orders()
        .pipeline(
            "hourly",
            """
            mode: batch
            timezone: Asia/Kolkata
            schedule: {cron: "5 * * * *", interval: hour, startDate: 2026-01-01} # error: interval-not-for-zone
            tasks:
              copy:
                inputs: {orders: {dataset: retail.timed, read: interval}}
                outputs: {target: {dataset: retail.orders, from: orders, write: {mode: upsert}}}
            """)
        .orders("timed")
        .copy("fill", "retail.timed")
        .findsWhatIsMarked();
  }

  @Test
  void anIntervalIsThereIfSomethingWorksOnIt() {
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\"}",
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: interval}} # error: no-interval
              steps:
                today:
                  sql: |
                    SELECT * FROM files
                    WHERE ordered_at >= :run_start -- error: no-interval
              outputs:
                target:
                  dataset: retail.orders
                  from: today
                  write: {mode: overwrite_interval} # error: no-interval
            """)
        .findsWhatIsMarked();
  }

  @Test
  void anIntervalThatNothingWorksOnIsAnError() {
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", interval: day, startDate: 2026-01-01} # error: unused-interval",
            WHOLE)
        .findsWhatIsMarked();
  }

  @Test
  void aBoundOfTheRunInSqlUsesTheInterval() {
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", interval: day, startDate: 2026-01-01}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              steps: {today: {sql: "SELECT * FROM extract WHERE ordered_at < :run_end"}}
              outputs: {target: {dataset: retail.orders, from: today, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void theFirstIntervalHasADay() {
    orders()
        .batch("daily", "{cron: \"0 3 * * *\", interval: day} # error: missing-field", BY_INTERVAL)
        .findsWhatIsMarked();
  }

  @Test
  void theLastIntervalIsNotBeforeTheFirst() {
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", interval: day, startDate: 2026-02-01, endDate: 2026-01-31}"
                + " # error: end-before-start",
            BY_INTERVAL)
        .findsWhatIsMarked();
  }

  @Test
  void catchingUpIsAboutIntervals() {
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", catchup: true} # error: catchup-without-interval",
            WHOLE)
        .findsWhatIsMarked();
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", interval: day, startDate: 2026-01-01, catchup: false}"
                + " # warning: holes-after-outage",
            BY_INTERVAL)
        .findsWhatIsMarked();
  }

  @Test
  void runsSideBySideNeedWritesThatCommute() {
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", maxActiveRuns: 2} # error: parallel-runs-conflict",
            WHOLE)
        .findsWhatIsMarked();
    orders()
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", interval: day, startDate: 2026-01-01, maxActiveRuns: 4}",
            BY_INTERVAL)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SystemV/EST5", "Europe/Zuerich"})
  void aTimeZoneIsARegion(String zone) {
    orders()
        .pipeline(
            "daily",
            "mode: batch\ntimezone: "
                + zone
                + " # error: bad-timezone\nschedule: {manual: true}\ntasks:\n"
                + WHOLE.indent(2))
        .findsWhatIsMarked();
  }
}
