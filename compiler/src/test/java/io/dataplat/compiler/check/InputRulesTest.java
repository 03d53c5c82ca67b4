package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputRulesTest {

  private static final String LANDED =
      "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n";

  private static final String INTERVAL =
      "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01}";

  @ParameterizedTest
  @ValueSource(strings = {"stream", "interval"})
  void aBatchReadsNoTopic(String read) {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .batch(
            "daily",
            INTERVAL,
            """
            copy:
              inputs: {clicks: {dataset: retail.clicks, read: %s}} # error: read-not-for-mode
              outputs: {target: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """
                .formatted(read))
        .findsWhatIsMarked();
  }

  @Test
  void aStreamInABatchMayHaveBeenMeantAsAnInterval() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            INTERVAL,
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: stream}} # error: read-not-for-mode
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aBatchHasNoBeginningOfAStream() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            INTERVAL,
            """
            copy:
              inputs:
                files:
                  dataset: retail.order_files
                  read: interval
                  missing: empty
                  startFrom: latest # error: not-for-this-read
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void onlyFilesCanBeMissing() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs:
                extract:
                  dataset: retail.extract
                  read: full
                  missing: fail # error: not-for-this-read
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
            """)
        .dataset("landed", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs:
                clicks:
                  dataset: retail.clicks
                  read: stream
                  startFrom: latest
                  missing: empty # error: not-for-this-read
              outputs: {target: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "interval"})
  void aStreamReadsATopicAsAStream(String read) {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: %s}} # error: read-not-for-mode
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """
                .formatted(read))
        .findsWhatIsMarked();
  }

  @Test
  void aStreamReadsAStream() {
    RuleCase.repository()
        .dataset("orders", "layer: bronze\ntable: {}\ncolumnsFrom: retail.extract\n")
        .streaming(
            "live",
            """
            # error: read-not-for-mode
            land:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs: {landed: {dataset: retail.orders, from: extract, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamHasNoIntervalsAndReadsNoTablesAsStreams() {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs:
                clicks: {dataset: retail.clicks, read: stream}
                extract: {dataset: retail.extract, read: stream} # error: read-not-for-mode, unused-input
                files: {dataset: retail.order_files, read: interval} # error: read-not-for-mode, unused-input
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void anIntervalOfATableNeedsAnEventTime() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            INTERVAL,
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: interval}} # error: no-time-column
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aWatermarkNeedsAnEventTime() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full, watermark: 1h}} # error: no-time-column
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({"'',' # error: no-frontier'", "', watermark: 10m',''"})
  void onlyAWatermarkTellsThatAnIntervalOfAStreamIsComplete(String watermark, String mark) {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .dataset("copied", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream%s}}
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """
                .formatted(watermark))
        .batch(
            "daily",
            INTERVAL,
            """
            copy:
              inputs: {landed: {dataset: retail.landed, read: interval}}%s
              outputs: {target: {dataset: retail.copied, from: landed, write: {mode: append}}}
            """
                .formatted(mark))
        .findsWhatIsMarked();
  }

  @Test
  void aTaskDoesNotReadWhatItWrites() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {orders: {dataset: retail.orders, read: full}} # error: reads-own-output
              outputs: {target: {dataset: retail.orders, from: orders, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void filesByIntervalHaveATimeInTheirPath() {
    RuleCase.repository()
        .orders("orders")
        .dataset(
            "order_files",
            """
            layer: source
            files: {path: "orders/{yyyy}/{dd}/*.csv", format: csv} # error: path-has-no-time
            columnsFrom: retail.extract
            """)
        .copy("daily", "retail.orders")
        .findsWhatIsMarked();
  }

  @Test
  void filesWithAnEventTimeNeedNoTimeInTheirPath() {
    RuleCase.repository()
        .orders("orders")
        .dataset(
            "order_files",
            """
            layer: source
            timeColumn: ordered_at
            files: {path: "orders/*.csv", format: csv}
            columnsFrom: retail.extract
            """)
        .copy("daily", "retail.orders")
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Zurich,{yyyy}/{MM}/{dd},' # error: interval-splits-path'",
    "Europe/Zurich,{yyyy}/{MM}/{dd}/{HH},''",
    "UTC,{yyyy}/{MM}/{dd},''",
    "UTC,{yyyy}/{MM},' # error: interval-splits-path'",
    "America/Santiago,{yyyy}/{MM}/{dd}/{HH},''",
  })
  void anIntervalSplitsNoPath(String zone, String path, String mark) {
    RuleCase.repository()
        .orders("orders")
        .dataset(
            "order_files",
            "layer: source\nfiles: {path: \"%s/*.csv\", format: csv}\ncolumnsFrom: retail.extract\n"
                .formatted(path))
        .pipeline(
            "daily",
            """
            mode: batch
            timezone: %s
            schedule: {cron: "0 5 * * *", interval: day, startDate: 2026-01-01}
            tasks:
              copy:
                inputs: {files: {dataset: retail.order_files, read: interval}}%s
                outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """
                .formatted(zone, mark))
        .findsWhatIsMarked();
  }
}
