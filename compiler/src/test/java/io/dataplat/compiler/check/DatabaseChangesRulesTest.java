package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of databases that are read by a column that grows. */
class DatabaseChangesRulesTest {

  private static RuleCase copied() {
    return RuleCase.repository()
        .file(
            "environments/connections/crm.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: crm}
            spec: {type: jdbc, embedded: {}}
            """)
        .dataset(
            "contacts",
            """
            layer: source
            table: {connection: crm, name: public.contacts}
            columns:
              contact_id: {type: bigint, key: true}
              email: {type: string}
              seen_at: {type: timestamp, nullable: true}
              at: {type: timestamp}
            """)
        .dataset(
            "copied", "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.contacts\n");
  }

  private static void check(String input, String write) {
    copied()
        .batch(
            "nightly",
            "{manual: true}",
            """
            copy:
              inputs:
                contacts:
                  dataset: retail.contacts
                  %s
              outputs:
                target:
                  dataset: retail.copied
                  from: contacts
                  write: {mode: %s
            """
                .formatted(input.indent(6).strip(), write))
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{column: at}|append}",
        "{column: contact_id, settle: 1h}|append}",
        "{column: at, settle: 0s, overlap: 2h}|upsert} # warning: deletes-not-seen",
        "{column: at}|scd1} # warning: deletes-not-seen",
      })
  void aColumnThatGrowsTellsWhatIsNew(String changes, String write) {
    check("read: changes\nchanges: " + changes, write);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read: changes # error: read-not-for-mode",
        "read: full;changes: {column: at} # error: not-for-this-read",
        "read: changes;changes: {column: other} # error: unknown-column",
        "read: changes;changes: {column: email} # error: not-for-this-type",
        "read: changes;changes: {column: seen_at} # error: not-for-changes",
        "read: changes;changes: {column: at, overlap: 1h} # error: not-for-changes",
        "read: changes;changes: {column: at, settle: soon} # error: bad-duration",
        "read: changes;changes: {settle: 1h} # error: missing-field",
        "read: changes;settle: 5m # error: not-for-this-read;changes: {column: at}",
      })
  void whatDoesNotTellItIsRefused(String input) {
    check(input.replace(';', '\n'), "append}");
  }

  @Test
  void aNumberIsNotReadAgain() {
    check(
        "read: changes\nchanges:\n  column: contact_id\n  overlap: 1h # error: not-for-changes",
        "upsert} # warning: deletes-not-seen");
  }

  @Test
  void onlyTablesOfDatabasesHaveSuchAColumn() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs:
                files:
                  dataset: retail.order_files
                  read: changes
                  changes: {column: ordered_at} # error: not-for-this-read
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }
}
