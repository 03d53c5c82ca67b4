package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.StepKind;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rows that become columns, and columns that become rows. */
class PivotTest {

  private static final String BY_QUANTITY =
      """
      SELECT * FROM (SELECT email, quantity, amount FROM orders WHERE weight > 1)
      PIVOT (sum(amount) AS amount FOR quantity IN (1 AS one, 2 AS two))
      """;

  private static String origins(SqlAnalysis analysis) {
    return analysis.origins().stream()
        .map(o -> o.output() + " < " + o.relation() + "." + o.column() + " (" + o.usage() + ")")
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theColumnsOfAPivotStandInTheSql() {
    var pivot = Case.query(BY_QUANTITY);
    assertThat(pivot.problems()).isEmpty();
    assertThat(Case.columnLines(pivot))
        .isEqualTo("email string\none decimal(22,2)\ntwo decimal(22,2)");
    assertThat(pivot.kind()).isEqualTo(StepKind.RESHAPING);
    assertThat(pivot.key()).containsExactly("email");
  }

  @Test
  void aPivotKnowsWhereItsValuesComeFromAndWhatDecidesThem() {
    assertThat(origins(Case.query(BY_QUANTITY)))
        .isEqualTo(
            """
            email < orders.email (DIRECT)
            email < orders.quantity (INDIRECT)
            email < orders.weight (INDIRECT)
            one < orders.amount (DIRECT)
            one < orders.email (INDIRECT)
            one < orders.quantity (DIRECT)
            one < orders.weight (INDIRECT)
            two < orders.amount (DIRECT)
            two < orders.email (INDIRECT)
            two < orders.quantity (DIRECT)
            two < orders.weight (INDIRECT)""");
  }

  @Test
  void severalAggregatesOfAnyTypeMakeAColumnEach() {
    var pivot =
        Case.query(
            """
            SELECT * FROM (SELECT email, quantity, amount, tags FROM orders)
            PIVOT (count(amount) AS n, max(tags) AS t FOR quantity IN (1 AS one, 2 AS two))
            """);
    assertThat(pivot.problems()).isEmpty();
    assertThat(Case.columnLines(pivot))
        .isEqualTo(
            "email string\none_n bigint not null\none_t array<string>\ntwo_n bigint not null\ntwo_t array<string>");
    assertThat(origins(pivot)).contains("one_t < orders.tags (DIRECT)");
    assertThat(pivot.key()).containsExactly("email");
  }

  @Test
  void aPivotWhoseColumnsTheDataWouldDecideIsNone() {
    assertThat(Case.query("SELECT * FROM orders PIVOT (sum(amount) FOR quantity)").problems())
        .extracting(problem -> problem.rule())
        .containsExactly("bad-sql");
    assertThat(
            Case.query(
                    "SELECT * FROM (SELECT email, quantity, amount FROM orders)"
                        + " PIVOT (sum(amount) FOR quantity IN (SELECT 1))")
                .problems())
        .extracting(problem -> problem.rule())
        .containsExactly("bad-sql");
    assertThat(
            Case.query(
                    "SELECT * FROM (SELECT email, quantity, amount FROM orders)"
                        + " PIVOT (first(amount) FOR quantity IN (1, 2))")
                .problems())
        .as("which row is first nobody knows")
        .extracting(problem -> problem.rule())
        .contains("not-deterministic");
  }

  @Test
  void anUnpivotMakesOneTypeOfItsColumnsAndHasNoNullsUnlessAsked() {
    var unpivot =
        Case.query(
            "SELECT id, field, value FROM customers UNPIVOT (value FOR field IN (name, country AS land))");
    assertThat(unpivot.problems()).isEmpty();
    assertThat(Case.columnLines(unpivot))
        .isEqualTo("id bigint not null\nfield string not null\nvalue string");
    assertThat(unpivot.kind()).isEqualTo(StepKind.RESHAPING);
    assertThat(unpivot.key()).isEmpty();
    assertThat(origins(unpivot))
        .contains("value < customers.name (DIRECT)", "value < customers.country (DIRECT)")
        .contains("id < customers.id (DIRECT)");
    assertThat(
            Case.query("SELECT * FROM customers UNPIVOT INCLUDE NULLS (v FOR k IN (name, country))")
                .problems())
        .isEmpty();
    assertThat(Case.query("SELECT * FROM customers UNPIVOT (v FOR k IN (id, name))").problems())
        .as("of two types")
        .extracting(problem -> problem.rule())
        .containsExactly("bad-sql");
  }
}
