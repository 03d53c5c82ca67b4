package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Expressions that one bad row turns into a failed run (3.7), and row rules, which must not (4.3).
 */
class ThrowingTest {
  @Test
  void aStepIsWarnedWithTheFormThatGivesNull() {
    assertThat(
            Case.problems(
                """
                SELECT CAST(order_id AS INT) AS a,
                       order_id::date AS b,
                       amount / quantity AS c,
                       tags[0] AS d,
                       element_at(tags, 1) AS e,
                       to_timestamp(email, 'yyyy') AS f,
                       order_id + 1 AS g
                FROM orders
                """))
        .isEqualTo(
            """
            1:8-29 warning may-throw a value that is no `int` fails the run | write `try_cast(order_id AS int)`, which gives NULL
            2:8-22 warning may-throw a value that is no `date` fails the run | write `try_cast(order_id AS date)`, which gives NULL
            3:8-25 warning may-throw division by zero fails the run | write `try_divide(amount, quantity)`, which gives NULL
            4:8-15 warning may-throw an index outside the array fails the run | write `get(tags, 0)`, which gives NULL
            5:8-27 warning may-throw an index outside the array fails the run | write `try_element_at(tags, 1)`, which gives NULL
            6:8-35 warning may-throw a text that `to_timestamp` cannot read fails the run | write `try_to_timestamp(email, 'yyyy')`, which gives NULL
            7:8-20 warning may-throw a value that is no `bigint` fails the run | write `try_cast(order_id AS bigint)`, which gives NULL""");
  }

  @Test
  void whatCannotFailIsNotWarnedOf() {
    assertThat(
            Case.problems(
                """
                SELECT CAST(quantity AS bigint) AS a,
                       amount / 2 AS b,
                       amount % nullif(quantity, 0) AS c,
                       try_cast(order_id AS int) AS d,
                       date(ordered_at) AS e,
                       CAST(coalesce(amount, 0) AS decimal(12,2)) AS f,
                       DATE '2026-01-01' AS g
                FROM orders
                """))
        .isEmpty();
  }

  @Test
  void pivotsAndLambdasPointAtWhatWasWritten() {
    assertThat(
            Case.problems(
                "SELECT * FROM (SELECT email, quantity FROM orders)"
                    + " PIVOT (sum(quantity) FOR email IN ('a', 'b'))"))
        .isEmpty();
    assertThat(Case.problems("SELECT transform(tags, t -> CAST(t AS int)) AS n FROM orders"))
        .isEqualTo(
            "1:29-43 warning may-throw a value that is no `int` fails the run |"
                + " write `try_cast(t AS int)`, which gives NULL");
  }

  @Test
  void e04ARowRuleThatMayThrowIsAnError() {
    assertThat(Case.lines(Case.check("CAST(order_id AS INT) > 0")))
        .isEqualTo(
            "1:1-22 rule-not-total a value that is no `int` fails the run |"
                + " write `try_cast(order_id AS int)`, which gives NULL");
    assertThat(Case.lines(Case.check("quantity + 1 > 0 AND amount + 1 > 0")))
        .isEqualTo(
            "1:1-13 rule-not-total a result outside of `int` fails the run |"
                + " write `try_add(quantity, 1)`, which gives NULL");
    assertThat(Case.lines(Case.check("abs(quantity) < 5")))
        .isEqualTo(
            "1:1-14 rule-not-total the smallest `int` has no opposite |"
                + " write `abs(CAST(quantity AS decimal(20,0)))`");
  }

  @Test
  void aRowRuleLooksAtOneRowAndNothingElse() {
    assertThat(Case.lines(Case.check("sum(amount) > 0"))).contains("rule-not-total");
    assertThat(Case.lines(Case.check("row_number() OVER (ORDER BY amount) = 1")))
        .contains("rule-not-total");
    assertThat(Case.lines(Case.check("amount > (SELECT 1)")))
        .isEqualTo(
            "1:10-20 rule-not-total a subquery is not allowed in a row rule |"
                + " compute it in a step, and check its column");
    assertThat(Case.lines(Case.check("ordered_at < current_timestamp")))
        .isEqualTo(
            "1:14-31 rule-not-total `current_timestamp` reads the clock, so a repeated run would"
                + " give other rows | compute it in a step, and check its column");
    assertThat(Case.lines(Case.check("reflect('a', 'b') = 'c'"))).contains("forbidden-function");
  }

  @Test
  void aRowRuleIsABooleanExpression() {
    assertThat(Case.lines(Case.check("amount")))
        .isEqualTo(
            "1:1-7 bad-expression a check is true or false; this is a `decimal(12,2)` |"
                + " compare it with something");
    assertThat(Case.lines(Case.check("amount >")))
        .isEqualTo("1:9-9 bad-expression the SQL ends too early");
    assertThat(Case.lines(Case.check("amount > 0; DROP TABLE x")))
        .isEqualTo(
            "1:13-17 bad-expression a check is one expression; a second statement begins here");
    assertThat(Case.lines(Case.check("amount > 0 AS fine"))).contains("a check has no name");
    assertThat(Case.lines(Case.check("amuont > 0")))
        .isEqualTo("1:1-7 unknown-column unknown column `amuont` | did you mean `amount`?");
    assertThat(Case.lines(Case.check("uper(email) = 'A'")))
        .isEqualTo("1:1-5 bad-expression unknown function `uper` | did you mean `upper`?");
    assertThat(Case.lines(Case.check(""))).contains("bad-expression there is no SQL here");
  }

  @Test
  void goodRowRulesSayWhichColumnsTheyUse() {
    var rule = Case.check("email IS NULL OR (email LIKE '%@%' AND address.city <> '')");
    assertThat(rule.problems()).isEmpty();
    assertThat(rule.origins()).extracting("column").containsExactly("address", "email");
    assertThat(Case.lines(Case.check("try_cast(order_id AS int) IN (1, 2) AND quantity % 2 = 0")))
        .isEmpty();
  }
}
