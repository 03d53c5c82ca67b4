package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;

class MaintenanceRulesTest {

  private static final String COLUMNS =
      """
      columns:
        order_id: {type: string, key: true}
        amount: {type: "decimal(12,2)"}
        ordered_at: {type: timestamp}
      """;

  private static RuleCase orders(String fields) {
    return RuleCase.repository()
        .dataset("orders", "layer: bronze\ntable: {}\ntimeColumn: ordered_at\n" + fields + COLUMNS)
        .copy("daily", "retail.orders");
  }

  @Test
  void aTableThatATaskWritesIsLookedAfter() {
    orders(
            "retention: 400d\nmaintenance: {compact: false, snapshots: 1d, maxHold: 1d, orphans: 1d}\n")
        .findsWhatIsMarked();
    orders("maintenance: {}\n").findsWhatIsMarked();
  }

  @Test
  void upkeepNeedsATableOfOurOwn() {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            timeColumn: ordered_at
            retention: 30d # error: nothing-to-maintain
            maintenance: {} # error: nothing-to-maintain
            """
                + COLUMNS)
        .dataset(
            "lines",
            """
            layer: source
            topic: {name: lines}
            retention: 30d # error: nothing-to-maintain
            """
                + COLUMNS)
        .findsWhatIsMarked();
  }

  @Test
  void retentionNeedsATime() {
    RuleCase.repository()
        .dataset(
            "orders",
            "layer: bronze\ntable: {}\nretention: 30d # error: no-time-column\n" + COLUMNS)
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {files: {dataset: retail.extract, read: full}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aDefaultConcernsWhatItFits() {
    orders("")
        .file(
            "pipelines/retail/domain.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Domain
            metadata: {name: retail}
            spec:
              owner: data_team
              contact: {email: data@example.org}
              defaults:
                datasets:
                  table: {connection: lakehouse}
                  files: {connection: landing}
                  topic: {connection: events}
                  retention: 400d
                  maintenance: {snapshots: 3d}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void nothingIsRemovedThatARunMayBeUsing() {
    orders(
            """
            maintenance:
              snapshots: 3h # error: unsafe-maintenance
              maxHold: 2h # error: unsafe-maintenance
              orphans: 23h # error: unsafe-maintenance
            """)
        .orders("copies")
        .batch(
            "later",
            "{manual: true}",
            """
            copy:
              inputs: {orders: {dataset: retail.orders, read: full}}
              outputs: {target: {dataset: retail.copies, from: orders, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void unknownFilesStayAsLongAsTheWriterMayRun() {
    orders("maintenance: {orphans: 2d} # error: unsafe-maintenance\n")
        .batch(
            "daily",
            "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01}",
            """
            copy:
              timeout: 60h
              inputs: {files: {dataset: retail.order_files, read: interval}}
              outputs: {target: {dataset: retail.orders, from: files, write: {mode: overwrite_interval}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void theDomainSaysWhenAndHowLarge() {
    orders("maintenance: {}\n")
        .domain(
            "retail",
            "maintenance: {cron: \"0 4 31 2 *\", timezone: UTC, size: small} # error: bad-cron\n")
        .findsWhatIsMarked();
    orders("maintenance: {}\n")
        .domain("retail", "maintenance: {size: vast} # error: unknown-size\n")
        .findsWhatIsMarked();
    orders("maintenance: {}\n")
        .environment(
            "test",
            """
            sizes:
              small: {driver: {cores: 1, memory: 2Gi}, executor: {cores: 2, memory: 4Gi, instances: 2}}
              vast: {driver: {cores: 1, memory: 2Gi}, executor: {cores: 2, memory: 4Gi, instances: 9}} # error: over-limit
            """)
        .domain("retail", "quota: {pods: 4}\nmaintenance: {size: vast}\n")
        .findsWhatIsMarked();
  }

  @Test
  void noPipelineTakesTheNameOfTheUpkeep() {
    RuleCase.repository()
        .orders("orders")
        .file(
            "pipelines/retail/maintenance.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Pipeline
            metadata: {name: maintenance, description: Test.} # error: reserved-name
            spec:
              mode: batch
              schedule: {manual: true}
              tasks:
                copy:
                  inputs: {extract: {dataset: retail.extract, read: full}}
                  outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }
}
