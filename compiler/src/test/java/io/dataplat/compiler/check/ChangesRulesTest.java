package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesRulesTest {

  private static final String BY_HAND = "{manual: true}";
  private static final String LANDED =
      "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n";

  @Test
  void tablesThatOthersWriteAndFilesAreReadByTheirChanges() {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .batch(
            "daily",
            BY_HAND,
            """
            one:
              inputs: {extract: {dataset: retail.extract, read: changes}}
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: append}}}
            two:
              inputs: {files: {dataset: retail.order_files, read: changes, settle: 10m, changed: fail, missing: empty}}
              outputs: {target: {dataset: retail.copied, from: files, write: {mode: upsert}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aTableThatAStreamAppendsToIsReadByItsChanges() {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .dataset("copied", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .batch(
            "daily",
            BY_HAND,
            """
            copy:
              inputs: {landed: {dataset: retail.landed, read: changes}}
              outputs: {target: {dataset: retail.copied, from: landed, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "append,''",
    "upsert,' # error: not-append-only'",
    "overwrite,' # error: not-append-only'"
  })
  void r06ATableWhoseWriterReplacesRowsIsNot(String mode, String mark) {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .batch(
            "daily",
            BY_HAND,
            """
            load:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: %s}}}
            copy:
              inputs: {orders: {dataset: retail.orders, read: changes}}%s
              outputs: {target: {dataset: retail.copied, from: orders, write: {mode: append}}}
            """
                .formatted(mode, mark))
        .findsWhatIsMarked();
  }

  @Test
  void norIsOneWhoseWriterReadsChangedFilesAgain() {
    RuleCase.repository()
        .orders("copied")
        .dataset("orders", withFile())
        .batch(
            "daily",
            BY_HAND,
            """
            load:
              inputs: {files: {dataset: retail.order_files, read: changes, changed: reload}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            copy:
              inputs: {orders: {dataset: retail.orders, read: changes}} # error: not-append-only
              steps: {plain: {sql: "SELECT order_id, amount, ordered_at FROM orders"}}
              outputs: {target: {dataset: retail.copied, from: plain, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  private static String withFile() {
    return """
        layer: bronze
        table: {}
        timeColumn: ordered_at
        columnsFrom: retail.order_files
        columns:
          order_id: {key: true}
          file: {type: string, generated: source_file}
        """;
  }

  @ParameterizedTest
  @CsvSource({"append,''", "upsert,' # error: reload-not-exact'"})
  void aFileIsReadAgainWhereItsRowsAreFound(String mode, String mark) {
    RuleCase.repository()
        .dataset("orders", withFile())
        .batch(
            "daily",
            BY_HAND,
            """
            load:
              inputs: {files: {dataset: retail.order_files, read: changes, changed: reload}}%s
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: %s}}}
            """
                .formatted(mark, mode))
        .findsWhatIsMarked();
  }

  @Test
  void whatIsNewReplacesNothingAndHasNoIntervalAndNoSecond() {
    RuleCase.repository()
        .orders("orders")
        .orders("daily_orders")
        .batch(
            "daily",
            BY_HAND,
            """
            copy:
              inputs:
                extract: {dataset: retail.extract, read: changes}
                files: {dataset: retail.order_files, read: changes} # error: not-for-changes
              steps: {joined: {sql: "SELECT f.* FROM files f LEFT JOIN extract e USING (order_id)"}}
              outputs: {target: {dataset: retail.orders, from: joined, write: {mode: append}}}
            """)
        .batch(
            "nightly",
            "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01, maxActiveRuns: 2} # error: parallel-runs-conflict",
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: changes}} # error: not-for-changes
              outputs: {target: {dataset: retail.daily_orders, from: files, write: {mode: overwrite_interval}}} # error: not-for-changes
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "scd1,''",
    "snapshot,' # error: not-for-changes'",
  })
  void whatIsNewIsNotAllThereIs(String mode, String mark) {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            BY_HAND,
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: changes}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: %s}}}%s
            """
                .formatted(mode, mark))
        .findsWhatIsMarked();
  }

  @Test
  void itsSettingsAreForFilesThatAreReadSo() {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .batch(
            "daily",
            BY_HAND,
            """
            one:
              inputs:
                extract:
                  dataset: retail.extract
                  read: changes
                  settle: 5m # error: not-for-this-read
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: append}}}
            two:
              inputs:
                files:
                  dataset: retail.order_files
                  read: full
                  changed: fail # error: not-for-this-read
              outputs: {target: {dataset: retail.copied, from: files, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamReadsNothingByItsChanges() {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs:
                clicks: {dataset: retail.clicks, read: stream}
                extract: {dataset: retail.extract, read: changes} # error: read-not-for-mode, unused-input
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }
}
