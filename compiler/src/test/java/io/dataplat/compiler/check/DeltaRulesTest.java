package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delta tables. */
class DeltaRulesTest {

  private static final String COLUMNS =
      """
      timeColumn: at
      columns:
        order_id: {type: bigint, key: true}
        at: {type: timestamp}
        email: {type: string, classification: pii}
      """;

  private static RuleCase repository(String table) {
    return repository("bronze", table);
  }

  private static RuleCase repository(String layer, String table) {
    return RuleCase.repository()
        .file(
            "environments/connections/lake.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: lake}
            spec:
              type: objectStore
              s3: {bucket: lake, region: eu-central-1}
            """)
        .dataset("theirs", "layer: source\ntable: {connection: lake, format: delta}\n" + COLUMNS)
        .dataset("ours", "layer: " + layer + "\ntable: {" + table + "\n" + COLUMNS);
  }

  private static RuleCase copying(String table, String input, String write) {
    return repository(table)
        .batch(
            "nightly",
            input.contains("interval")
                ? "{cron: \"0 3 * * *\", interval: day, startDate: 2026-01-01}"
                : "{manual: true}",
            """
            copy:
              inputs:
                theirs: {dataset: retail.theirs, %s
              outputs:
                target:
                  dataset: retail.ours
                  from: theirs
                  write: {%s
            """
                .formatted(input, write));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read: interval}|mode: overwrite_interval}",
        "read: full}|mode: overwrite}",
        "read: full}|mode: append}",
        "read: full}|mode: upsert}",
        "read: full}|mode: scd1} # error: write-not-for-target",
        "read: full}|mode: snapshot} # error: write-not-for-target",
        "read: changes}|mode: append} # error: write-not-for-target",
      })
  void deltaTablesAreReadAndWrittenInTheseModes(String input, String write) {
    copying("connection: lake, format: delta}", input, write).findsWhatIsMarked();
  }

  @Test
  void twoDatasetsAreNotOneFolder() {
    var folder = "connection: lake, format: delta, name: shared/orders}";
    copying(folder + " # error: physical-name-clash", "read: full}", "mode: overwrite}")
        .dataset("others", "layer: source\ntable: {" + folder + "\n" + COLUMNS)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "append,' # error: write-not-for-target',''",
    "overwrite,'',' # error: not-append-only'",
    "append,'',''"
  })
  void aDeltaTableThatIsAppendedToIsReadByItsChanges(String mode, String into, String mark) {
    var copied = into.isEmpty() ? "{}" : "{connection: lake, format: delta, name: copied}";
    repository("connection: lake, format: delta}")
        .dataset("copied", "layer: silver\ntable: " + copied + "\n" + COLUMNS)
        .batch(
            "nightly",
            "{manual: true}",
            """
            fill:
              inputs: {theirs: {dataset: retail.theirs, read: full}}
              outputs: {target: {dataset: retail.ours, from: theirs, write: {mode: %s}}}
            copy:
              inputs: {ours: {dataset: retail.ours, read: changes}}%s
              outputs:
                target:
                  dataset: retail.copied
                  from: ours
                  write: {mode: append}%s
            """
                .formatted(mode, mark, into))
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connection: lakehouse, format: delta} # error: wrong-connection-type",
        "connection: lake, format: iceberg} # error: wrong-connection-type",
        "connection: lake, format: delta, name: ../x} # error: not-for-this-connection",
        "connection: lake, format: delta, name: a//b} # error: not-for-this-connection",
        "connection: lake, format: delta, partitionBy: [day(at)]} # error: bad-partition",
        "connection: lake, format: delta, partitionBy: [email]} # error: bad-partition",
        "connection: lake, format: delta, name: a/b_1, partitionBy: [order_id]}",
      })
  void aDeltaTableLiesInAFolderOfAnObjectStore(String table) {
    repository("source", table).findsWhatIsMarked();
  }

  @Test
  void upkeepOfDeltaTablesIsNotKnownYet() {
    copying(
            "connection: lake, format: delta}\nmaintenance: {} # error: nothing-to-maintain",
            "read: full}",
            "mode: overwrite}")
        .findsWhatIsMarked();
  }
}
