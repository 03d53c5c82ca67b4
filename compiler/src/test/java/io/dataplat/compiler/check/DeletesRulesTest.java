package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;

class DeletesRulesTest {

  private static final String WRITER =
      """
      build:
        inputs: {changes: {dataset: retail.changes, read: full}}
        outputs:
          target:
            dataset: retail.orders
            from: changes
            write:
      """;
  private static final String REMOVAL =
      """
      remove:
        inputs: {requests: {dataset: retail.requests, read: full}}
        outputs:
          target:
            dataset: retail.orders
            from: requests
            write: {mode: delete}
      """;

  private static RuleCase repository() {
    return RuleCase.repository()
        .orders("orders")
        .dataset(
            "changes",
            """
            layer: source
            table: {name: crm.changes}
            columns:
              order_id: {type: string}
              amount: {type: "decimal(12,2)"}
              ordered_at: {type: timestamp}
              op: {type: string, nullable: true}
            """)
        .dataset(
            "requests",
            """
            layer: source
            table: {name: crm.requests}
            columns:
              order_id: {type: string}
              ordered_at: {type: timestamp}
            """);
  }

  private static RuleCase written(String write) {
    return repository().batch("daily", "{manual: true}", WRITER + write.indent(8));
  }

  @Test
  void aConditionMayNameColumnsThatTheDatasetLacks() {
    written("mode: upsert\ndeletes: {when: op = 'd'}").findsWhatIsMarked();
    written("mode: scd1\ndeletes: {when: \"op = 'd'\", keepTombstones: 7d}").findsWhatIsMarked();
  }

  @Test
  void theConditionIsTotalBooleanAndOfKnownColumns() {
    written("mode: upsert\ndeletes:\n  when: op = 'd' AND opp = 'd' # error: unknown-column")
        .findsWhatIsMarked();
    written("mode: upsert\ndeletes:\n  when: length(op) # error: bad-expression")
        .findsWhatIsMarked();
    written("mode: upsert\ndeletes:\n  when: CAST(op AS int) = 1 # error: rule-not-total")
        .findsWhatIsMarked();
  }

  @Test
  void onlySomeModesKnowDeletes() {
    written("mode: append\ndeletes: {when: op = 'd'} # error: write-not-for-target")
        .findsWhatIsMarked();
  }

  @Test
  void aDeleteIsAsOldAsItsSequence() {
    written("mode: upsert\nsequenceBy: amount\ndeletes: {when: op = 'd'} # error: not-a-time")
        .findsWhatIsMarked();
  }

  @Test
  void aSecondTaskDeletesWhatItNamesAndIsNoSecondWriter() {
    written("mode: upsert\ndeletes: {when: op = 'd'}")
        .batch("removals", "{manual: true}", REMOVAL)
        .findsWhatIsMarked();
    withoutFlag("mode: scd1\ndeletes: {keepTombstones: 7d}")
        .batch("removals", "{manual: true}", REMOVAL)
        .findsWhatIsMarked();
  }

  @Test
  void itsWriterMustRememberDeletesInTheSameOrder() {
    var removal = REMOVAL.replace("delete}", "delete} # error: no-tombstones");
    withoutFlag("mode: upsert").batch("removals", "{manual: true}", removal).findsWhatIsMarked();
    withoutFlag("mode: overwrite").batch("removals", "{manual: true}", removal).findsWhatIsMarked();
    withoutFlag("mode: upsert\nsequenceBy: since\ndeletes: {keepTombstones: 7d}")
        .dataset(
            "extract",
            """
            layer: source
            table: {name: crm.extract}
            columns:
              order_id: {type: string}
              ordered_at: {type: timestamp}
              since: {type: timestamp}
            """)
        .dataset(
            "orders",
            """
            layer: bronze
            table: {}
            timeColumn: ordered_at
            columns:
              order_id: {type: string, key: true}
              ordered_at: {type: timestamp}
              since: {type: timestamp}
            """)
        .batch("removals", "{manual: true}", removal)
        .findsWhatIsMarked();
  }

  private static RuleCase withoutFlag(String write) {
    var writer = WRITER.replace("retail.changes", "retail.extract");
    return repository().batch("daily", "{manual: true}", writer + write.indent(8));
  }
}
