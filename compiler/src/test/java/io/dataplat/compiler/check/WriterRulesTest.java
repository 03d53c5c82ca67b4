package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;

class WriterRulesTest {

  private static final String FULL =
      """
      copy:
        inputs: {extract: {dataset: retail.extract, read: full}}
        outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
      """;

  @Test
  void aSourceIsWrittenByOthers() {
    RuleCase.repository()
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs:
                target:
                  dataset: retail.given # error: source-is-written
                  from: extract
                  write: {mode: overwrite}
            """)
        .dataset("given", "layer: source\ntable: {name: crm.given}\ncolumnsFrom: retail.extract\n")
        .findsWhatIsMarked();
  }

  @Test
  void whatIsNoSourceIsWritten() {
    RuleCase.repository()
        .file(
            "pipelines/retail/datasets/lonely.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Dataset
            metadata: {name: lonely, description: Test.} # error: never-written
            spec: {version: 1.0.0, layer: gold, table: {}, columns: {id: {type: string}}}
            """)
        .orders("orders")
        .batch("daily", "{manual: true}", FULL)
        .findsWhatIsMarked();
  }

  @Test
  void aDatasetHasOneWriter() {
    RuleCase.repository()
        .orders("orders")
        .batch("a_first", "{manual: true}", FULL)
        .batch(
            "b_second",
            "{manual: true}",
            FULL.replace("overwrite}}}", "append}}} # error: two-writers"))
        .findsWhatIsMarked();
  }

  @Test
  void aPipelineWritesItsOwnDomain() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "partners.daily",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}} # error: not-shared
              outputs:
                target:
                  dataset: retail.orders # error: other-domains-dataset
                  from: extract
                  write: {mode: overwrite}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void otherDomainsReadWhatIsShared() {
    RuleCase.repository()
        .dataset(
            "rates", "layer: bronze\ntable: {}\ncolumns: {currency: {type: string, key: true}}\n")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {rates: {dataset: partners.rates, read: full}}
              outputs: {target: {dataset: retail.rates, from: rates, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void upsertNeedsAKeyAndAnOrder() {
    var task =
        """
        copy:
          inputs: {extract: {dataset: retail.extract, read: full}}
          outputs:
            target:
              dataset: retail.orders
              from: extract
              write: {mode: upsert%s}%s
        """;
    var keyless =
        """
        layer: bronze
        table: {}
        columnsFrom: retail.extract
        """;
    RuleCase.repository()
        .dataset("orders", keyless)
        .batch("daily", "{manual: true}", task.formatted("", " # error: no-key, no-sequence"))
        .findsWhatIsMarked();
    RuleCase.repository()
        .dataset("orders", keyless + "columns: {order_id: {key: true}}\n")
        .batch("daily", "{manual: true}", task.formatted(", sequenceBy: ordered_at", ""))
        .findsWhatIsMarked();
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            task.formatted(", sequenceBy: ordred_at", " # error: unknown-column"))
        .findsWhatIsMarked();
  }

  @Test
  void overwritingAnIntervalNeedsAnEventTime() {
    RuleCase.repository()
        .dataset("orders", "layer: bronze\ntable: {}\ncolumnsFrom: retail.extract\n")
        .batch(
            "daily",
            "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01}",
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              outputs:
                target:
                  dataset: retail.orders
                  from: files
                  write: {mode: overwrite_interval} # error: no-time-column
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamAppendsToATable() {
    RuleCase.repository()
        .dataset(
            "landed",
            "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\ncolumns: {click_id: {key: true}}\n")
        .dataset("sent", "layer: bronze\ntopic: {name: sent}\ncolumnsFrom: retail.clicks\n")
        .dataset("keyless", "layer: bronze\ntable: {}\ncolumnsFrom: retail.clicks\n")
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs:
                landed:
                  dataset: retail.landed
                  from: clicks
                  write: {mode: upsert} # error: write-not-for-target
                sent:
                  dataset: retail.sent
                  from: clicks
                  write: {mode: append} # error: write-not-for-target
                keyless:
                  dataset: retail.keyless
                  from: clicks
                  write: {mode: upsert} # error: write-not-for-target
            """)
        .findsWhatIsMarked();
  }

  @Test
  void twoAssetsAreTwoTables() {
    RuleCase.repository()
        .orders("orders")
        .batch("daily", "{manual: true}", FULL)
        .dataset(
            "others",
            """
            layer: bronze
            table: {name: retail.orders} # error: asset-conflict
            columnsFrom: retail.extract
            """)
        .batch(
            "other",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs: {target: {dataset: retail.others, from: extract, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }
}
