package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookbackRulesTest {

  private static final String DAILY =
      "{cron: \"0 3 * * *\", interval: day, startDate: 2026-01-01, lookback: %s}";

  private static RuleCase writing(String mode, String mark) {
    return RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            DAILY.formatted(3),
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              outputs:
                target:
                  dataset: retail.orders
                  from: files
                  write: {mode: %s}%s
            """
                .formatted(mode, mark));
  }

  @ParameterizedTest
  @CsvSource({
    "append,''",
    "overwrite_interval,''",
    "upsert,''",
    "overwrite,' # error: lookback-not-for-mode'",
    "snapshot,' # error: lookback-not-for-mode'"
  })
  void anEarlierIntervalIsWrittenAgainWhereTheOrderOfRunsDoesNotMatter(String mode, String mark) {
    writing(mode, mark).findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({"32", "-1", "two"})
  void aRunLooksBackAsFarAsItsLedgerRemembers(String number) {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            DAILY.formatted(number) + " # error: wrong-type",
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void runsThatLookBackComeOneAfterTheOtherAndHaveAnInterval() {
    RuleCase.repository()
        .orders("orders")
        .orders("others")
        .batch(
            "daily",
            "{cron: \"0 3 * * *\", interval: day, startDate: 2026-01-01, lookback: 1, maxActiveRuns: 2} # error: parallel-runs-conflict",
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """)
        .batch(
            "by_hand",
            "{manual: true, lookback: 1} # error: no-interval",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs: {target: {dataset: retail.others, from: extract, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "0,' # warning: shorter-lookback'",
    "1,' # warning: shorter-lookback'",
    "2,''",
    "3,''"
  })
  void aReaderLooksBackAsFarAsItsSource(int lookback, String mark) {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .batch(
            "daily",
            DAILY.formatted(2),
            """
            load:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """)
        .batch(
            "later",
            DAILY.formatted(lookback),
            """
            copy:
              inputs: {orders: {dataset: retail.orders, read: interval}}%s
              outputs: {target: {dataset: retail.copied, from: orders, write: {mode: append}}}
            """
                .formatted(mark))
        .findsWhatIsMarked();
  }

  @Test
  void aTableWhoseEarlierIntervalsAreReplacedIsNotReadByItsChanges() {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .batch(
            "daily",
            DAILY.formatted(1),
            """
            load:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """)
        .batch(
            "later",
            "{manual: true}",
            """
            copy:
              inputs: {orders: {dataset: retail.orders, read: changes}} # error: not-append-only
              outputs: {target: {dataset: retail.copied, from: orders, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }
}
