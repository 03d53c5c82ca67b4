package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;

class HistoryRulesTest {

  private static final String DIMENSION =
      """
      layer: silver
      table: {}
      timeColumn: ordered_at
      columnsFrom: retail.extract
      columns:
        order_id: {key: true}
        since: {type: timestamp, generated: valid_from}
        until: {type: timestamp, generated: valid_to, nullable: true}
        holds: {type: boolean, generated: is_current}
        version: {type: string, generated: row_hash}
        order_key: {type: string, generated: surrogate_key}
      """;

  private static RuleCase written(String dataset, String schedule, String write) {
    return RuleCase.repository()
        .dataset("dimension", dataset)
        .batch(
            "daily",
            schedule,
            """
            keep:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs:
                target:
                  dataset: retail.dimension
                  from: extract
                  write:
            """
                + write.indent(8));
  }

  private static RuleCase written(String write) {
    return written(DIMENSION, "{manual: true}", write);
  }

  @Test
  void aHistoryIsKeptFromATimeColumnOrFromTheRun() {
    written("mode: scd2").findsWhatIsMarked();
    written("mode: scd2\neffectiveFrom: ordered_at\nlate: insert").findsWhatIsMarked();
    written("mode: scd2\ntrack: [amount]\nlate: quarantine").findsWhatIsMarked();
    written("mode: scd2\neffectiveFrom: run\nabsent: end\nmaxRemoved: 5%").findsWhatIsMarked();
  }

  @Test
  void aHistoryNeedsATimeAKeyAndAColumnThatShowsIt() {
    written(
            "layer: silver\ntable: {}\ncolumnsFrom: retail.extract\n",
            "{manual: true}",
            "mode: scd2 # error: no-key, no-time-column, write-not-for-target")
        .findsWhatIsMarked();
    written("mode: scd2\neffectiveFrom: order_id # error: not-a-time").findsWhatIsMarked();
    written("mode: scd2\neffectiveFrom: orderd_at # error: unknown-column").findsWhatIsMarked();
    written("mode: scd2\neffectiveFrom: since # error: write-not-for-target").findsWhatIsMarked();
    written("mode: scd2\ntrack: [amout] # error: unknown-column").findsWhatIsMarked();
  }

  @Test
  void whatExcludesEachOtherIsNotSaidTogether() {
    written("mode: scd2\nlate: insert\ntrack: [amount] # error: write-not-for-target")
        .findsWhatIsMarked();
    written("mode: scd2\neffectiveFrom: run\nlate: insert # error: write-not-for-target")
        .findsWhatIsMarked();
    written("mode: scd2\nabsent: end # error: write-not-for-target").findsWhatIsMarked();
    written("mode: scd2\nabsent: delete # error: write-not-for-target").findsWhatIsMarked();
    written("mode: scd2\nmaxRemoved: 10% # error: write-not-for-target").findsWhatIsMarked();
  }

  @Test
  void aSnapshotDeletesOrKeepsAndHasNoVersions() {
    var target =
        """
        layer: silver
        table: {}
        columnsFrom: retail.extract
        columns:
          order_id: {key: true}
          state: {type: string, generated: row_hash}
          since: {type: timestamp, generated: valid_from}%s
        """;
    written(
            target.formatted(" # error: generated-not-available"),
            "{manual: true}",
            """
            mode: snapshot
            absent: end # error: write-not-for-target
            effectiveFrom: run # error: write-not-for-target
            track: [amount] # error: write-not-for-target
            late: insert # error: write-not-for-target
            """)
        .findsWhatIsMarked();
    var plain =
        "layer: silver\ntable: {}\ncolumnsFrom: retail.extract\ncolumns: {order_id: {key: true}}\n";
    written(plain, "{manual: true}", "mode: snapshot\nabsent: delete\nmaxRemoved: 50%")
        .findsWhatIsMarked();
    written(
            plain,
            "{manual: true}",
            "mode: snapshot\nabsent: keep\nmaxRemoved: 50% # error: write-not-for-target")
        .findsWhatIsMarked();
    written(
            plain,
            "{manual: true}",
            "mode: upsert\nsequenceBy: ordered_at\nabsent: keep # error: write-not-for-target")
        .findsWhatIsMarked();
    written(plain, "{manual: true}", "mode: scd1 # error: no-sequence").findsWhatIsMarked();
  }

  @Test
  void theColumnsOfAVersionHaveTheTypesOfItsTime() {
    written(
            DIMENSION
                .replace("since: {type: timestamp,", "since: {type: date,")
                .replace("valid_from}", "valid_from} # error: not-for-this-type")
                .replace("valid_to, nullable: true}", "valid_to} # error: not-for-this-type"),
            "{manual: true}",
            "mode: scd2")
        .findsWhatIsMarked();
  }

  @Test
  void aSurrogateKeyIsMadeOfAKey() {
    written(
            """
            layer: silver
            table: {}
            columnsFrom: retail.extract
            columns: {order_key: {type: string, generated: surrogate_key}} # error: generated-not-available
            """,
            "{manual: true}",
            "mode: overwrite")
        .findsWhatIsMarked();
  }

  @Test
  void i13RunsSideBySideNeedWritesThatCommute() {
    var schedule = "{cron: \"0 5 * * *\", maxActiveRuns: 2}%s";
    var refused = schedule.formatted(" # error: parallel-runs-conflict");
    written(DIMENSION, refused, "mode: scd2\neffectiveFrom: run").findsWhatIsMarked();
    written(DIMENSION, refused, "mode: scd2").findsWhatIsMarked();
    written(DIMENSION, schedule.formatted(""), "mode: scd2\nlate: insert").findsWhatIsMarked();
    var plain =
        "layer: silver\ntable: {}\ntimeColumn: ordered_at\ncolumnsFrom: retail.extract\ncolumns: {order_id: {key: true}}\n";
    written(plain, refused, "mode: snapshot").findsWhatIsMarked();
    written(plain, schedule.formatted(""), "mode: scd1").findsWhatIsMarked();
  }

  @Test
  void aKeyOfAHistoryIsNotUniqueToItsReaders() {
    written("mode: scd2")
        .dataset(
            "ranked",
            "layer: gold\ntable: {}\ncolumns: {order_id: {type: string}, amount: {type: \"decimal(12,2)\"}, place: {type: int}}\n")
        .batch(
            "rank",
            "{manual: true}",
            """
            rank:
              inputs: {orders: {dataset: retail.dimension, read: full}}
              steps:
                # error: not-deterministic
                placed: {sql: "SELECT order_id, amount, row_number() OVER (ORDER BY order_id) AS place FROM orders"}
              outputs: {target: {dataset: retail.ranked, from: placed, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }
}
