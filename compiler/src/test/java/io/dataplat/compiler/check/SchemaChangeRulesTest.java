package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;

class SchemaChangeRulesTest {

  @Test
  void aTableThatATaskWritesMayBeFrozen() {
    RuleCase.repository()
        .dataset(
            "orders",
            """
            layer: bronze
            table: {}
            schemaChange: {columns: freeze, types: freeze}
            timeColumn: ordered_at
            columns:
              order_id: {type: string, key: true}
              amount: {type: "decimal(12,2)"}
              ordered_at: {type: timestamp}
            """)
        .copy("daily", "retail.orders")
        .findsWhatIsMarked();
  }

  @Test
  void whatOthersWriteTheyChangeThemselves() {
    RuleCase.repository()
        .dataset(
            "given",
            """
            layer: source
            table: {name: crm.given}
            schemaChange: {columns: freeze} # error: no-schema-to-change
            columns: {id: {type: string}}
            """)
        .findsWhatIsMarked();
  }
}
