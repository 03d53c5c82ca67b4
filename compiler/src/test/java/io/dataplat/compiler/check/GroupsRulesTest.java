package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which aggregates are refreshed by the groups that new rows touch. */
class GroupsRulesTest {

  private static final String BY_HAND = "{manual: true}";
  private static final String SALES =
      """
      layer: bronze
      table: {}
      columns:
        shop: {type: string}
        sold_at: {type: timestamp}
        amount: {type: int}
      """;
  private static final String FOREIGN =
      SALES.replace("bronze", "source").replace("table: {}", "table: {name: crm.%s}");
  private static final String TOTALS =
      """
      layer: gold
      table: {}
      columns:
        shop: {type: string, key: true}
        total: {type: bigint, nullable: true}
      """;

  private static RuleCase repository(String sales) {
    return RuleCase.repository()
        .dataset("landed_sales", FOREIGN.formatted("sales"))
        .dataset("shops", FOREIGN.formatted("shops"))
        .dataset("sales", sales)
        .batch(
            "load",
            BY_HAND,
            """
            copy:
              inputs: {landed: {dataset: retail.landed_sales, read: full}}
              outputs: {sales: {dataset: retail.sales, from: landed, write: {mode: append}}}
            """);
  }

  private static RuleCase totals(String totals, String inputs, String steps, String write) {
    return repository(SALES)
        .dataset("totals", totals)
        .batch(
            "sum",
            BY_HAND,
            """
            sum:
              inputs:
                sales: {dataset: retail.sales, read: changes}
            %s  steps:
            %s  outputs:
                totals:
                  dataset: retail.totals
                  from: summed
                  write: {mode: overwrite_groups}%s
            """
                .formatted(inputs, steps, write));
  }

  @Test
  void anyAggregateOfColumnsThatARowDecides() {
    totals(
            TOTALS,
            "",
            """
                kept: {sql: "SELECT upper(shop) AS place, amount FROM sales WHERE amount > 0"}
                grouped: {sql: "SELECT place, count(DISTINCT amount) AS n FROM kept GROUP BY place HAVING max(amount) < 9"}
                summed: {sql: "SELECT place AS shop, n AS total FROM grouped"}
            """,
            "")
        .findsWhatIsMarked();
  }

  @Test
  void whatChangesInAnotherInputIsNotSeen() {
    totals(
            TOTALS,
            "    shops: {dataset: retail.shops, read: full} # warning: refresh-does-not-see\n",
            """
                summed: {sql: "SELECT s.shop, sum(p.amount) AS total FROM sales s LEFT JOIN shops p ON p.shop = s.shop GROUP BY s.shop"}
            """,
            "")
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT p.shop, count(*) AS total FROM sales s JOIN shops p ON p.amount = s.amount GROUP BY p.shop
          SELECT shop, sum(total) OVER (ORDER BY shop) AS total FROM (SELECT shop, count(*) AS total FROM sales GROUP BY shop)
          SELECT shop, count(*) AS total FROM (SELECT DISTINCT shop, amount FROM sales) GROUP BY shop
          SELECT max(shop) AS shop, count(*) AS total FROM sales
          """)
  void aGroupThatHangsOnOtherRowsIsRefusedAtTheSql(String sql) {
    totals(
            TOTALS,
            "    shops: {dataset: retail.shops, read: full} # warning: refresh-does-not-see\n",
            """
                summed:
                  # error: not-by-groups
                  sql: "%s"
                used: {sql: "SELECT * FROM shops"} # error: unused-step
            """
                .formatted(sql),
            "")
        .findsWhatIsMarked();
  }

  @Test
  void aDeduplicationComparesAllRows() {
    totals(
            TOTALS,
            "",
            """
                latest: {deduplicate: {from: sales, keys: [sold_at], keep: {latestBy: amount}}} # error: not-by-groups
                summed: {sql: "SELECT shop, count(*) AS total FROM latest GROUP BY shop"}
            """,
            "")
        .findsWhatIsMarked();
  }

  @Test
  void aColumnThatALookupAddsMakesNoGroup() {
    repository(SALES)
        .dataset("totals", TOTALS)
        .dataset(
            "places",
            """
            layer: source
            table: {name: crm.places}
            columns:
              id: {type: string, key: true}
              shop: {type: string}
            """)
        .batch(
            "sum",
            BY_HAND,
            """
            sum:
              inputs:
                sales: {dataset: retail.sales, read: changes}
                places: {dataset: retail.places, read: full} # warning: refresh-does-not-see
              steps:
                bare: {sql: "SELECT shop AS id, amount FROM sales"}
                placed: {lookup: {from: bare, in: places, on: {id: id}, add: {shop: shop}, missing: keep}}
                summed: {sql: "SELECT shop, sum(amount) AS total FROM placed GROUP BY shop"} # error: not-by-groups
              outputs: {totals: {dataset: retail.totals, from: summed, write: {mode: overwrite_groups}}}
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({"''", "', key: true'"})
  void theKeyOfTheOutputIsWhatMakesTheGroup(String ofTotal) {
    totals(
            """
            layer: gold
            table: {}
            columns:
              shop: {type: string}
              total: {type: bigint%s}
            """
                .formatted(ofTotal),
            "",
            """
                summed: {sql: "SELECT shop, count(*) AS total FROM sales GROUP BY shop"}
            """,
            " # error: not-by-groups")
        .findsWhatIsMarked();
  }

  @Test
  void withoutAggregateAllRowsAreOnlyAdded() {
    totals(
            TOTALS,
            "",
            """
                summed: {sql: "SELECT shop, CAST(amount AS bigint) AS total FROM sales"}
            """,
            " # error: not-by-groups")
        .findsWhatIsMarked();
  }

  @Test
  void aTableThatForgetsRowsCannotGiveThemAgain() {
    repository(SALES.replace("columns:", "timeColumn: sold_at\nretention: 30d\ncolumns:"))
        .dataset("totals", TOTALS)
        .batch(
            "sum",
            BY_HAND,
            """
            sum:
              inputs: {sales: {dataset: retail.sales, read: changes}} # error: not-by-groups
              steps: {summed: {sql: "SELECT shop, count(*) AS total FROM sales GROUP BY shop"}}
              outputs: {totals: {dataset: retail.totals, from: summed, write: {mode: overwrite_groups}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void nobodyJudgesTheRowsOfAForeignTableTwice() {
    repository(SALES)
        .dataset("totals", TOTALS)
        .batch(
            "sum",
            BY_HAND,
            """
            sum:
              inputs: {sales: {dataset: retail.landed_sales, read: changes}} # error: not-by-groups
              steps: {summed: {sql: "SELECT shop, count(*) AS total FROM sales GROUP BY shop"}}
              outputs: {totals: {dataset: retail.totals, from: summed, write: {mode: overwrite_groups}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void withoutNewRowsNoGroupIsTouched() {
    repository(SALES)
        .dataset("totals", TOTALS)
        .batch(
            "sum",
            BY_HAND,
            """
            sum:
              inputs: {sales: {dataset: retail.sales, read: full}}
              steps: {summed: {sql: "SELECT shop, count(*) AS total FROM sales GROUP BY shop"}}
              outputs:
                totals:
                  dataset: retail.totals
                  from: summed
                  write: {mode: overwrite_groups} # error: not-by-groups
            """)
        .findsWhatIsMarked();
  }
}
