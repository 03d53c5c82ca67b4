package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractRulesTest {

  private static void source(String columns) {
    RuleCase.repository()
        .dataset(
            "things", "layer: source\ntable: {name: crm.things}\ncolumns:\n" + columns.indent(2))
        .findsWhatIsMarked();
  }

  private static void masked(String columns) {
    RuleCase.repository()
        .environment("test", "secrets: {salt: {remoteKey: data/pii, properties: [salt]}}\n")
        .dataset(
            "things",
            "layer: source\ntable: {name: crm.things}\ncolumns:\n"
                + "  used: {type: string, classification: pseudonymous, mask: {method: hmac_sha256, secret: salt}}\n"
                + columns.indent(2))
        .findsWhatIsMarked();
  }

  @Test
  void aKeyIsNeverNull() {
    source(
        """
        id: {type: string, key: true, nullable: true} # error: nullable-key
        part: {type: string, key: true}
        """);
  }

  @Test
  void twoColumnsReadTwoFields() {
    source(
        """
        id: {type: string, sourceName: Id}
        code: {type: string, sourceName: Id} # error: duplicate-source-name
        other: {type: string, sourceName: id}
        """);
  }

  @Test
  void aStructSaysWhichFieldsItHas() {
    source(
        """
        place: {type: struct} # error: struct-without-fields
        lines: {type: array<struct>, fields: {n: {type: int}, inner: {type: struct}}} # error: struct-without-fields
        whole: {type: struct, fields: {n: {type: int}}}
        """);
  }

  @Test
  void aMaskOfAStringNeedsAString() {
    masked(
        """
        a: {type: int, classification: pseudonymous, mask: {method: hmac_sha256, secret: salt}} # error: mask-type
        b: {type: date, classification: pseudonymous, mask: {method: partial, keep: 2}} # error: mask-type
        c: {type: int, mask: {method: redact}} # error: mask-type
        d: {type: int, nullable: true, mask: {method: redact}}
        e: {type: string, mask: {method: redact}}
        f: {type: string, mask: {method: nullify}} # error: mask-type
        g: {type: string, nullable: true, mask: {method: nullify}}
        h: {type: array<int>, nullable: true, mask: {method: nullify}}
        """);
  }

  @Test
  void aGeneralValueIsCutByWhatItsTypeHas() {
    masked(
        """
        a: {type: date, mask: {method: generalize, unit: month}}
        b: {type: date, mask: {method: generalize, unit: day}} # error: mask-type
        c: {type: timestamp, mask: {method: generalize, unit: hour}}
        d: {type: int, mask: {method: generalize, step: 10}}
        e: {type: double, mask: {method: generalize, step: 10}} # error: mask-type
        f: {type: string, mask: {method: generalize, prefix: 2}}
        g: {type: "decimal(9,2)", mask: {method: generalize, prefix: 2}} # error: mask-type
        h: {type: string, mask: {method: generalize, unit: year}} # error: mask-type
        """);
  }

  @Test
  void aMaskedValueIsPseudonymous() {
    masked(
        """
        a: {type: string, mask: {method: hmac_sha256, secret: salt}} # error: mask-classification
        b: {type: string, classification: pii, mask: {method: partial, keep: 2}} # error: mask-classification
        c: {type: string, classification: pseudonymous, mask: {method: partial, keep: 2}}
        d: {type: string, classification: pii, mask: {method: tokenize, secret: salt}} # error: mask-classification
        e: {type: date, classification: sensitive, mask: {method: generalize, unit: year}} # error: mask-classification
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';# error: mask-secret",
        "', properties: [salt, pepper]';# error: mask-secret",
        "', properties: [salt]';''",
      })
  void aMaskIsKeyedByOneValue(String properties, String mark) {
    RuleCase.repository()
        .environment("test", "secrets: {key: {remoteKey: data/pii" + properties + "}}\n")
        .dataset(
            "people",
            """
            layer: source
            table: {}
            columns:
              id: {type: string, classification: pseudonymous, mask: {method: hmac_sha256, secret: key}} %s
            """
                .formatted(mark))
        .findsWhatIsMarked();
  }

  @Test
  void aSettingOfAnotherMethodIsNotIgnored() {
    masked(
        """
        a: {type: string, classification: pseudonymous, mask: {method: hmac_sha256, secret: salt, keep: 4}} # error: not-for-this-method
        b: {type: string, classification: pseudonymous, mask: {method: partial, keep: 4, secret: salt}} # error: not-for-this-method
        c: {type: string, mask: {method: redact, keep: 4}} # error: not-for-this-method
        d: {type: string, mask: {method: redact, secret: salt}} # error: not-for-this-method
        e: {type: string, classification: pseudonymous, mask: {method: tokenize, secret: salt, prefix: 4}} # error: not-for-this-method
        f: {type: string, mask: {method: generalize, prefix: 2, keep: 4}} # error: not-for-this-method
        """);
  }

  @Test
  void w18AMaskKeepsKeysApart() {
    masked(
        """
        a: {type: string, key: true, mask: {method: redact}} # error: mask-on-key
        b: {type: string, key: true, classification: pseudonymous, mask: {method: partial, keep: 2}} # error: mask-on-key
        c: {type: string, key: true, classification: pseudonymous, mask: {method: hmac_sha256, secret: salt}}
        d: {type: string, key: true, classification: pseudonymous, mask: {method: tokenize, secret: salt}}
        e: {type: string, key: true, mask: {method: generalize, prefix: 2}} # error: mask-on-key
        """);
  }

  @Test
  void valuesFitTheType() {
    source(
        """
        a: {type: int, pattern: "[0-9]+"} # error: not-for-this-type
        b: {type: smallint, allowedValues: [1, 70000]} # error: not-for-this-type
        c: {type: array<int>, allowedValues: [1]} # error: not-for-this-type
        d: {type: string, pattern: "[A-Z]{2}", allowedValues: [CH, DE], examples: [CH]}
        e: {type: "decimal(4,2)", allowedValues: [1.25, "2.50"]}
        """);
  }

  @Test
  void aPatternIsRe2() {
    source(
        """
        a: {type: string, pattern: "a(?=b)"} # error: bad-regex
        b: {type: string, pattern: "a(b|c)*"}
        """);
  }

  @Test
  void examplesFit() {
    source(
        """
        a: {type: int, examples: [x]} # error: example-does-not-fit
        b: {type: string, examples: [12]} # error: example-does-not-fit
        c: {type: date, examples: [2026-02-30]} # error: example-does-not-fit
        d: {type: "decimal(4,2)", examples: [123.45]} # error: example-does-not-fit
        e: {type: string, pattern: "[A-Z]+", examples: [ab]} # error: example-does-not-fit
        f: {type: string, allowedValues: [x, y], examples: [z]} # error: example-does-not-fit
        g: {type: timestamp, examples: ["2026-01-31T10:00:00Z", "2026-01-31 10:00:00"]}
        h: {type: bigint, examples: [9223372036854775807], nullable: true}
        i: {type: boolean, examples: [true]}
        j: {type: double, examples: [1.5, 2]}
        """);
  }

  @Test
  void theEventTimeIsATime() {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            timeColumn: id # error: not-a-time
            columns: {id: {type: string}}
            """)
        .dataset(
            "others",
            """
            layer: source
            table: {name: crm.others}
            timeColumn: day
            columns: {day: {type: date}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aPathStaysBelowItsConnection() {
    for (var path : new String[] {"../x/*.csv", "/x/*.csv", "s3://other/*.csv", "a/../../*.csv"}) {
      RuleCase.repository()
          .dataset(
              "things",
              "layer: source\nfiles: {path: \""
                  + path
                  + "\", format: csv} # error: path-escapes-root\ncolumns: {id: {type: string}}\n")
          .findsWhatIsMarked();
    }
  }

  @Test
  void aWriterFillsOnlyWhatItHas() {
    RuleCase.repository()
        .dataset(
            "copied",
            """
            layer: bronze
            table: {}
            columnsFrom: retail.extract
            columns:
              batch: {type: string, generated: batch_id}
              at: {type: timestamp, generated: ingested_at}
              file: {type: string, generated: source_file} # error: generated-not-available
              offset: {type: int, generated: source_offset} # error: not-for-this-type, generated-not-available
            """)
        .dataset(
            "loaded",
            """
            layer: bronze
            table: {}
            timeColumn: ordered_at
            columnsFrom: retail.order_files
            columns:
              file: {type: string, generated: source_file}
              topic: {type: string, generated: source_topic} # error: generated-not-available
            """)
        .dataset(
            "given",
            """
            layer: source
            table: {name: crm.given}
            columns: {batch: {type: string, generated: batch_id}} # error: generated-not-available
            """)
        .batch(
            "copy",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs: {target: {dataset: retail.copied, from: extract, write: {mode: overwrite}}}
            """)
        .copy("load", "retail.loaded")
        .findsWhatIsMarked();
  }

  @Test
  void rowsOfAnAggregateHaveNoPlaceInAFile() {
    RuleCase.repository()
        .dataset(
            "sums",
            """
            layer: silver
            table: {}
            columns:
              orders: {type: bigint}
              file: {type: string, generated: source_file} # error: generated-not-available
            """)
        .batch(
            "sum",
            "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01}",
            """
            sum:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              steps: {total: {sql: SELECT count(*) AS orders FROM files}}
              outputs: {target: {dataset: retail.sums, from: total, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStepLeavesOutWhatTheWriterFills() {
    RuleCase.repository()
        .dataset(
            "copied",
            """
            layer: bronze
            table: {}
            columnsFrom: retail.extract
            columns: {batch: {type: string, generated: batch_id}}
            """)
        .batch(
            "copy",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              steps: {named: {sql: "SELECT *, 'b' AS batch FROM extract"}}
              outputs:
                target:
                  dataset: retail.copied
                  from: named # error: generated-and-selected
                  write: {mode: overwrite}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aMetricRemovesNoRows() {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            columns: {id: {type: string}}
            expectations:
              some: {metric: rowCount, mustBeGreaterThan: 0, onViolation: drop} # error: violation-not-for-metric
              all: {metric: nullValues, columns: [id], mustBe: 0, onViolation: warn}
              row: {check: id <> '', onViolation: drop}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aMetricIsToldOnlyWhatItKnows() {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            columns:
              id: {type: string, key: true}
              amount: {type: "decimal(12,2)", nullable: true}
              ratio: {type: double, nullable: true}
              tags: {type: "map<string,string>", nullable: true}
              age: {type: int, nullable: true, classification: pii}
              size: {type: int, nullable: true, classification: pseudonymous, mask: {method: redact}}
            expectations:
              total: {metric: sum, columns: [amount], over: read, mustNotBeBetween: [1, 2]}
              share: {metric: nullValues, columns: [amount, age], unit: percent, mustBeLessThan: 0.5}
              blank: {metric: missingValues, columns: [id], missingValues: ["", "N/A"], mustBe: 0}
              known: {metric: invalidValues, columns: [id], validValues: [a, b], mustBe: 0}
              formed: {metric: invalidValues, columns: [id], pattern: "[a-z]+", mustBe: 0}
              text: {metric: max, columns: [id], mustNotBe: 1} # error: not-for-this-type
              two: {metric: avg, columns: [amount, ratio], mustBe: 1} # error: not-for-this-expectation
              counted: {metric: rowCount, unit: percent, mustBe: 1} # error: not-for-this-expectation
              compared: {metric: duplicateValues, columns: [id], over: read, mustBe: 0} # error: not-for-this-expectation
              maps: {metric: distinctValues, columns: [tags], mustBe: 1} # error: not-for-this-type
              numbers: {metric: invalidValues, columns: [amount], pattern: "1+", mustBe: 0} # error: not-for-this-type
              values: {metric: invalidValues, columns: [amount], validValues: [x], mustBe: 0} # error: not-for-this-type
              regex: {metric: invalidValues, columns: [id], pattern: "(", mustBe: 0} # error: bad-regex
              timeless: {metric: freshness, mustBeLessThan: 2h} # error: no-time-column
              oldest: {metric: max, columns: [age], mustBeLessThan: 130} # error: personal-metric
              masked: {metric: sum, columns: [size], over: read, mustBeLessThan: 130} # error: personal-metric
              row: {check: id <> '', unit: percent} # error: not-for-this-expectation
              few: {check: id <> 'x', unknown: fail, tolerate: 0.1%}
              none: {check: id <> 'y', tolerate: 1%, onViolation: fail} # error: tolerate-and-fail
              tolerant: {metric: rowCount, mustBe: 1, tolerate: 1%} # error: not-for-this-expectation
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aQueryMetricGivesOneNumberThatTellsOfNobody() {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            columns:
              id: {type: string, key: true}
              email: {type: string, classification: pii}
            expectations:
              ids: {metric: query, sql: "SELECT count(DISTINCT id) FROM rows", mustBeGreaterThan: 1}
              kept: {metric: query, sql: "SELECT count(*) FROM rows WHERE email LIKE '%@%'", mustBe: 1}
              upper: {metric: query, sql: "SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY length(id)) FROM rows", mustBeLessThan: 9}
              text: {metric: query, sql: SELECT max(id) FROM rows, mustBe: 1} # error: query-not-a-number
              two: {metric: query, sql: "SELECT 1, 2 FROM rows", mustBe: 1} # error: query-not-a-number
              drawn: {metric: query, sql: SELECT count(*) FROM rows WHERE rand() > 0.5, mustBe: 1} # error: not-deterministic
              others: {metric: query, sql: SELECT count(*) FROM things, mustBe: 1} # error: unknown-relation
              typo: {metric: query, sql: SELECT count(idd) FROM rows, mustBe: 1} # error: unknown-column
              person: {metric: query, sql: SELECT max(length(email)) FROM rows, mustBe: 1} # error: personal-metric
              placed: {metric: rowCount, sql: SELECT 1 FROM rows, mustBe: 1} # error: not-for-this-expectation
            """)
        .findsWhatIsMarked();
  }

  @Test
  void referencesAndTheWholeTableAreComparedWhereTheDatasetIsWritten() {
    RuleCase.repository()
        .dataset(
            "parents",
            """
            layer: source
            table: {name: crm.parents}
            columns: {id: {type: string, key: true}}
            expectations:
              once: {metric: duplicateValues, columns: [id], scope: table, mustBe: 0} # error: not-for-this-expectation
            """)
        .dataset(
            "children",
            """
            layer: silver
            table: {}
            columns:
              id: {type: string, key: true}
              parent: {type: string, nullable: true, references: retail.parents.id}
              self: {type: string, nullable: true, references: retail.children.id}
            expectations:
              once: {metric: duplicateValues, columns: [id], scope: table, mustBe: 0}
              known: {metric: invalidReferences, columns: [parent], unit: percent, mustBe: 0}
              own: {metric: invalidReferences, columns: [self], mustBe: 0} # error: reference-not-readable
              none: {metric: invalidReferences, columns: [id], mustBe: 0} # error: reference-not-readable
            """)
        .batch(
            "copy",
            "{manual: true}",
            """
            copy:
              inputs: {parents: {dataset: retail.parents, read: full}}
              steps: {made: {sql: "SELECT id, id AS parent, id AS self FROM parents"}}
              outputs: {children: {dataset: retail.children, from: made, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void freshnessIsComparedWithADuration() {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            timeColumn: at
            columns: {id: {type: string}, at: {type: timestamp}}
            expectations:
              fresh: {metric: freshness, mustBeLessThan: 2h}
              stale: {metric: freshness, mustBeBetween: [0s, 3]} # error: bad-duration
              late: {metric: rowCount, mustBeLessThan: 2h} # error: bad-duration
            """)
        .findsWhatIsMarked();
  }

  @Test
  void failingStopsAStream() {
    RuleCase.repository()
        .dataset(
            "landed",
            """
            layer: bronze
            table: {}
            columnsFrom: retail.clicks
            expectations:
              named: {check: click_id <> '', onViolation: fail} # warning: fail-stops-stream
              kept: {check: click_id <> ' '}
              some: {metric: rowCount, mustBeGreaterThan: 0} # error: not-supported-yet
              few: {check: click_id <> '-', tolerate: 1%} # error: not-supported-yet
            """)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aPromiseOfFreshnessIsOneThatTheScheduleCanKeep() {
    var fields =
        """
        layer: bronze
        table: {}
        timeColumn: ordered_at
        columnsFrom: retail.order_files
        """;
    RuleCase.repository()
        .dataset("orders", fields + "slo: {freshness: 28h} # error: slo-unreachable\n")
        .copy("daily", "retail.orders")
        .findsWhatIsMarked();
    RuleCase.repository()
        .dataset("orders", fields + "slo: {freshness: 30h}\n")
        .copy("daily", "retail.orders")
        .findsWhatIsMarked();
  }

  @Test
  void freshnessFollowsUpdates() {
    RuleCase.repository()
        .orders("orders")
        .copy("daily", "retail.orders")
        .dataset(
            "copied",
            """
            layer: silver
            table: {}
            columnsFrom: retail.extract
            slo: {freshness: 12h} # error: slo-unreachable
            """)
        .batch(
            "after",
            "{onUpdate: {all: [retail.orders]}}",
            """
            copy:
              inputs: {orders: {dataset: retail.orders, read: full}}
              outputs: {copied: {dataset: retail.copied, from: orders, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }
}
