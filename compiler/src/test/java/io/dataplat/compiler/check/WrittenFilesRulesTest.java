package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import io.dataplat.compiler.model.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that tasks write. */
class WrittenFilesRulesTest {

  private static final String BY_DAY =
      "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01}";
  private static final String COLUMNS =
      """
      timeColumn: ordered_at
      columns:
        order_id: {type: string, key: true}
        amount: {type: "decimal(12,2)"}
        ordered_at: {type: timestamp}
      """;

  private static RuleCase writing(String files, String schedule, String write) {
    return RuleCase.repository()
        .dataset("target", "layer: gold\nfiles: {" + files + "\n" + COLUMNS)
        .batch(
            "nightly",
            schedule,
            """
            copy:
              inputs:
                files: {dataset: retail.order_files, read: %s}
              outputs:
                target:
                  dataset: retail.target
                  from: files
                  write: {%s
            """
                .formatted(schedule.equals(BY_DAY) ? "interval" : "full", write));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "out/*.csv|csv|mode: overwrite}",
        "out/*.parquet|parquet|mode: append}",
        "out/{yyyy}/{MM}/{dd}/*.csv.gz|csv|mode: overwrite_interval}",
        "out/day={yyyy}{MM}{dd}/*.csv|csv|mode: append}",
        "out/{yyyy}/*.csv|csv|mode: overwrite} # error: write-not-for-target",
        "out/*.json|json|mode: overwrite} # error: write-not-for-target",
        "out/*.csv|csv|mode: upsert} # error: write-not-for-target",
        "out/*.csv|csv|mode: scd2} # error: write-not-for-target",
      })
  void filesAreWrittenInTheseModes(String path, String format, String write) {
    writing("path: \"" + path + "\", format: " + format + "}", BY_DAY, write).findsWhatIsMarked();
  }

  @Test
  void aPathWithATimeNeedsAnInterval() {
    writing(
            "path: \"out/{yyyy}/*.csv\", format: csv}",
            "{manual: true}",
            "mode: append} # error: write-not-for-target")
        .findsWhatIsMarked();
  }

  @Test
  void aMarkerIsForSenders() {
    writing(
            "path: out/*.csv, format: csv, marker: _SUCCESS}",
            BY_DAY,
            "mode: append} # error: write-not-for-target")
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*.csv", "out/a.csv", "out/*/a.csv", "out/*-*.csv", "out/[ab]*.csv", "out/_*.csv"})
  void aPathMustTellWhereNewFilesGo(String path) {
    writing(
            "path: \"" + path + "\", format: csv} # error: path-not-writable",
            BY_DAY,
            "mode: append}")
        .findsWhatIsMarked();
  }

  @Test
  void aCsvFileHoldsPlainValuesOnly() {
    RuleCase.repository()
        .dataset(
            "target",
            """
            layer: gold
            # error: not-for-this-format
            files: {path: out/*.csv, format: csv, csv: {nullValue: "a,b"}}
            columns:
              tags: {type: array<string>} # error: not-for-this-format
            """)
        .batch(
            "nightly",
            "{manual: true}",
            """
            copy:
              inputs:
                files: {dataset: retail.order_files, read: full}
              steps:
                made:
                  sql: SELECT array(order_id) AS tags FROM files
              outputs:
                target: {dataset: retail.target, from: made, write: {mode: overwrite}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void twoDatasetsHaveNoFolderInCommonAndNobodyReadsTheirChanges() {
    writing(
            "path: out/*.csv, format: csv} # error: physical-name-clash",
            "{manual: true}",
            "mode: append}")
        .dataset("other", "layer: gold\nfiles: {path: out/x-*.csv, format: csv}\n" + COLUMNS)
        .orders("copies")
        .batch(
            "later",
            "{manual: true}",
            """
            other:
              inputs:
                target: {dataset: retail.target, read: full}
              outputs:
                other: {dataset: retail.other, from: target, write: {mode: overwrite}}
            copies:
              inputs:
                target:
                  dataset: retail.target
                  read: changes # error: read-not-for-mode
              outputs:
                copies: {dataset: retail.copies, from: target, write: {mode: append}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamWouldReadThemForLongerThanTheyStay() {
    writing("path: out/*.csv, format: csv}", "{manual: true}", "mode: append}")
        .orders("live")
        .streaming(
            "stream",
            """
            join:
              inputs:
                clicks: {dataset: retail.clicks, read: stream}
                target:
                  dataset: retail.target
                  read: full # error: read-not-for-mode
              steps:
                joined:
                  sql: SELECT t.order_id, t.amount, t.ordered_at FROM clicks c JOIN target t ON c.click_id = t.order_id
              outputs:
                live: {dataset: retail.live, from: joined, write: {mode: append}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void theFolderOfAPathIsWhatComesBeforeItsFirstTimeOrGlob() {
    assertThat(Storage.Files.folder("a/b/{yyyy}/*.csv")).isEqualTo("a/b");
    assertThat(Storage.Files.folder("a/x-*.csv")).isEqualTo("a");
    assertThat(Storage.Files.folder("*.csv")).isEmpty();
  }
}
