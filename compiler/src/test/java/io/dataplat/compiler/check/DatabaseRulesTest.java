package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of databases. */
class DatabaseRulesTest {

  private static final String COPY =
      """
      copy:
        inputs: {contacts: {dataset: retail.contacts, read: full}}
        outputs: {target: {dataset: retail.copied, from: contacts, write: {mode: overwrite}}}
      """;

  private static final String CONTACTS =
      """
      layer: source
      table: {connection: crm, name: public.contacts}
      columns:
        contact_id: {type: bigint, key: true}
        email: {type: string}
        at: {type: timestamp}
      """;

  private static RuleCase repository(String connection) {
    return RuleCase.repository()
        .environment(
            "test", "secrets: {crm: {remoteKey: data/crm, properties: [user, password]}}\n")
        .file(
            "environments/connections/crm.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: crm}
            spec:
              type: jdbc
              credentials: crm
            %s\
            """
                .formatted(connection.indent(2)));
  }

  private static RuleCase repository() {
    return repository("postgresql: {host: crm.example.org, database: crm}\n")
        .dataset("contacts", CONTACTS);
  }

  private static RuleCase copied() {
    return repository()
        .dataset("copied", "layer: bronze\ntable: {}\ncolumnsFrom: retail.contacts\n");
  }

  @Test
  void aTableOfADatabaseIsRead() {
    copied().batch("nightly", "{manual: true}", COPY).findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host: 'crm.example.org:5432'|bad-address",
        "host: 'a?sslmode=disable'|bad-address",
        "host: 'a/b'|bad-address",
        "host: 'a,b'|bad-address",
        "host: ''|bad-address",
        "host: crm.example.org, port: 0|wrong-type",
        "host: crm.example.org, port: 65536|wrong-type",
      })
  void aHostIsAHostAndAPortIsAPort(String place, String rule) {
    repository(
            "postgresql: {database: crm, %s} # error: %s\n"
                .formatted(place.replace("''", "\"\"").replace('\'', '"'), rule))
        .findsWhatIsMarked();
  }

  @Test
  void aPasswordIsNeverWritten() {
    repository(
            "postgresql: {host: crm.example.org, database: crm, password: x} # error:"
                + " unknown-field\n")
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql|{partitions: 4, partitionColumn: contact_id} # error: not-for-this-read",
        "mysql|{partitions: 4, partitionColumn: contact_id, consistency: none}",
        "postgresql|{partitions: 4, consistency: none} # error: not-for-this-read",
        "postgresql|{partitions: 4, consistency: snapshot}",
      })
  void aMysqlIsReadByOneConnectionUnlessNothingIsPromised(String place, String jdbc) {
    reading(place, "read: full\njdbc: " + jdbc).findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"mysql|contact_id} # error: not-for-changes", "mysql|at}", "postgresql|contact_id}"})
  void aMysqlDoesNotTellWhichNumbersAreSettled(String place, String column) {
    reading(place, "read: changes\nchanges: {column: " + column).findsWhatIsMarked();
  }

  private static RuleCase reading(String place, String input) {
    return repository(place + ": {host: crm.example.org, port: 3307, database: crm}\n")
        .dataset("contacts", CONTACTS)
        .dataset(
            "copied", "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.contacts\n")
        .batch(
            "nightly",
            "{manual: true}",
            """
            copy:
              inputs:
                contacts:
                  dataset: retail.contacts
                  %s
              outputs: {target: {dataset: retail.copied, from: contacts, write: {mode: append}}}
            """
                .formatted(input.indent(6).strip()));
  }

  @Test
  void aColumnHoldsASingleValue() {
    repository()
        .dataset(
            "tags",
            """
            layer: source
            table: {connection: crm, name: public.tags}
            columns:
              tags: {type: "array<string>"} # error: not-for-this-connection
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aTableHasTheFormatOfItsDatabase() {
    repository()
        .dataset(
            "tags",
            """
            layer: source
            table: {connection: crm, name: public.tags, format: iceberg} # error: not-for-this-connection
            columns:
              tag: {type: string}
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({"contact_id,''", "email,not-for-this-type", "other,unknown-column"})
  void aTableIsSplitByAWholeNumber(String column, String rule) {
    copied()
        .batch(
            "nightly",
            "{manual: true}",
            """
            copy:
              inputs:
                contacts:
                  dataset: retail.contacts
                  read: full
                  jdbc:
                    partitions: 4
                    partitionColumn: %s%s
              outputs: {target: {dataset: retail.copied, from: contacts, write: {mode: overwrite}}}
            """
                .formatted(column, rule.isEmpty() ? "" : " # error: " + rule))
        .findsWhatIsMarked();
  }

  @Test
  void onlyATableOfADatabaseIsSplit() {
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
                  jdbc: {partitions: 4} # error: not-for-this-read
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  private static RuleCase pushing(String read, String write) {
    return repository()
        .dataset(
            "pushed",
            """
            layer: gold
            table: {connection: crm, name: public.pushed}
            timeColumn: at
            columnsFrom: retail.contacts
            """)
        .batch(
            "nightly",
            "{manual: true}",
            """
            push:
              inputs: {contacts: {dataset: %s}}
              outputs:
                target:
                  dataset: retail.pushed
                  from: contacts
                  write: {mode: %s}
            """
                .formatted(read, write));
  }

  @ParameterizedTest
  @CsvSource({"append", "overwrite", "upsert"})
  void aTableOfADatabaseIsWritten(String mode) {
    pushing("retail.contacts, read: full", mode).findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({"scd1", "scd2", "snapshot"})
  void aTableOfADatabaseKeepsNoHistory(String mode) {
    pushing("retail.contacts, read: full", mode + "} # error: write-not-for-target\n#")
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql|decimal(38,30)}",
        "mysql|decimal(38,31)} # error: not-for-this-connection",
        "postgresql|decimal(38,31)}",
      })
  void aNumberOfMysqlHasThirtyDigitsBehindThePoint(String place, String type) {
    copiedWithin(place, "append", "  share: {type: \"" + type.replace("}", "\"}"))
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql|upsert|bigint, key: true}",
        "mysql|upsert|string, key: true} # error: not-for-this-connection",
        "mysql|append|string, key: true}",
        "postgresql|upsert|string, key: true}",
      })
  void aKeyOfMysqlFitsIntoAnIndex(String place, String mode, String last) {
    var texts =
        """
          first: {type: string, key: true}
          second: {type: string, key: true}
          third: {type: string, key: true}
          fourth: {type: %s
        """;
    copiedWithin(place, mode, texts.formatted(last)).findsWhatIsMarked();
  }

  private static RuleCase copiedWithin(String place, String mode, String columns) {
    return repository(place + ": {host: crm.example.org, database: crm}\n")
        .dataset(
            "contacts",
            "layer: source\ntable: {connection: crm, name: contacts}\ncolumns:\n"
                + "  at: {type: timestamp}\n"
                + columns)
        .dataset(
            "copied",
            """
            layer: gold
            table: {connection: crm, name: copied}
            timeColumn: at
            columnsFrom: retail.contacts
            """)
        .batch("nightly", "{manual: true}", COPY.replace("overwrite", mode));
  }

  @Test
  void aDatabaseIsNotWrittenFromChanges() {
    pushing("retail.copied, read: changes", "append} # error: write-not-for-target\n#")
        .dataset("copied", "layer: bronze\ntable: {}\ncolumnsFrom: retail.contacts\n")
        .batch("load", "{manual: true}", COPY.replace("overwrite", "append"))
        .findsWhatIsMarked();
  }

  @Test
  void aDatabaseIsNotComparedWithAllItHoldsAndCutsLongNamesOff() {
    pushing("retail.contacts, read: full", "append")
        .dataset(
            "pushed",
            """
            layer: gold
            table: {connection: crm, name: public.pushed}
            columns:
              contact_id: {type: bigint, key: true}
              email: {type: string}
              at: {type: timestamp}
              other: {type: int, nullable: true, sourceName: %s} # error: name-too-long
            expectations:
              once: {metric: duplicateValues, columns: [email], mustBe: 0, scope: table} # error: not-for-this-expectation
            """
                .formatted("ä".repeat(32)))
        .batch(
            "nightly",
            "{manual: true}",
            """
            push:
              inputs: {contacts: {dataset: retail.contacts, read: full}}
              steps: {more: {sql: "SELECT *, 1 AS other FROM contacts"}}
              outputs: {target: {dataset: retail.pushed, from: more, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamHoldsNoStateOfADatabase() {
    repository()
        .dataset("landed", "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n")
        .streaming(
            "live",
            """
            join:
              inputs:
                clicks: {dataset: retail.clicks, read: stream, watermark: 10m}
                contacts: {dataset: retail.contacts, read: full} # error: read-not-for-mode
              steps:
                joined: {sql: "SELECT click_id, c.at FROM clicks c JOIN contacts ON click_id = email"}
              outputs: {target: {dataset: retail.landed, from: joined, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }
}
