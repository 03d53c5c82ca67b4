package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What is valid Spark SQL and yet no step: other statements, reaching out, chance (3.1, 3.2, 3.4).
 */
class RefusedQueriesTest {
  @Test
  void aSemicolonMayEndAStep() {
    assertThat(Case.problems("SELECT order_id FROM orders;\n-- the end\n")).isEmpty();
  }

  @Test
  void aStepIsOneSelect() {
    assertThat(Case.problems("INSERT INTO orders SELECT 1"))
        .isEqualTo("1:1-7 sql-not-select a step is one SELECT; `INSERT` begins another statement");
    assertThat(Case.problems("SELECT 1 AS a;\nDROP TABLE orders"))
        .isEqualTo("2:1-5 sql-not-select a step is one SELECT; a second statement begins here");
    assertThat(Case.problems("WITH a AS (SELECT 1) INSERT INTO orders SELECT * FROM a"))
        .contains("sql-not-select");
    assertThat(Case.problems("FROM orders INSERT INTO x SELECT order_id"))
        .contains("sql-not-select");
    for (var statement :
        new String[] {
          "CREATE VIEW v AS SELECT 1", "SET x = 1", "CALL system.clean()", "BEGIN SELECT 1; END",
          "EXPLAIN SELECT 1", "USE prod", "TRUNCATE TABLE orders", "CACHE TABLE orders",
          "EXECUTE IMMEDIATE 'SELECT 1'", "DECLARE x INT", "SHOW TABLES"
        }) {
      assertThat(Case.problems(statement)).startsWith("1:1-").contains(" sql-not-select ");
    }
  }

  @Test
  void aStepReachesNothingButItsRelations() {
    assertThat(Case.problems("SELECT reflect('java.lang.Runtime', 'getRuntime') AS x"))
        .isEqualTo("1:8-50 forbidden-function `reflect` is not allowed: it calls Java code");
    assertThat(Case.problems("SELECT IDENTIFIER('java_method')('a', 'b') AS x FROM orders"))
        .isEqualTo("1:8-43 forbidden-function a function is called by its name, not by IDENTIFIER");
    assertThat(Case.problems("SELECT * FROM IDENTIFIER('or' || 'ders')"))
        .contains("unknown-relation a relation is named itself, not by IDENTIFIER");
    assertThat(Case.problems("SELECT TRANSFORM(order_id) USING 'curl x' AS (x) FROM orders"))
        .contains("forbidden-function TRANSFORM starts a program");
    assertThat(Case.problems("SELECT current_user, input_file_name() AS f FROM orders"))
        .contains("forbidden-function `input_file_name`");
    assertThat(Case.problems("SELECT current_user FROM orders"))
        .isEqualTo(
            "1:8-20 forbidden-function `current_user` is not allowed: it depends on who runs it");
    assertThat(Case.problems("SELECT * FROM csv.`/etc/passwd`")).contains("unknown-relation");
    assertThat(Case.problems("SELECT * FROM orders VERSION AS OF 3"))
        .isEqualTo("1:22-37 bad-sql a step cannot choose a version | the run pins its inputs");
  }

  @Test
  void s01ClocksAndChanceAreRefusedWithOrWithoutParentheses() {
    assertThat(
            Case.problems(
                """
                SELECT now() AS a,
                       current_timestamp AS b,
                       rand(7) AS c,
                       uuid() AS d
                FROM orders TABLESAMPLE (5 PERCENT)
                """))
        .isEqualTo(
            """
            1:8-13 not-deterministic `now` reads the clock, so a repeated run would give other rows | use `:run_start` or `:run_end`, the interval of the run
            2:8-25 not-deterministic `current_timestamp` reads the clock, so a repeated run would give other rows | use `:run_start` or `:run_end`, the interval of the run
            3:8-15 not-deterministic `rand` is random, so a repeated run would give other rows | derive the value from the columns, e.g. with `sha2` or `xxhash64`
            4:8-14 not-deterministic `uuid` is random, so a repeated run would give other rows | derive the value from the columns, e.g. with `sha2` or `xxhash64`
            5:13-36 not-deterministic sampling takes other rows in each run | filter by a hash of the key, e.g. `pmod(xxhash64(id), 100) < 5`""");
  }

  @Test
  void limitNeedsAnOrderThatEndsInAKey() {
    assertThat(Case.problems("SELECT * FROM orders LIMIT 5"))
        .isEqualTo(
            "1:28-29 not-deterministic LIMIT without ORDER BY takes whichever rows come first |"
                + " end the order with the key: `ORDER BY …, order_id`");
    assertThat(Case.problems("SELECT * FROM orders ORDER BY amount LIMIT 5"))
        .contains("1:31-37 not-deterministic", "`ORDER BY …, order_id`");
    assertThat(Case.problems("SELECT * FROM orders ORDER BY amount, order_id LIMIT 5")).isEmpty();
    assertThat(Case.problems("SELECT email, amount FROM orders ORDER BY email, amount LIMIT 5"))
        .isEmpty();
    assertThat(Case.problems("SELECT count(*) AS n FROM orders LIMIT 1")).isEmpty();
    assertThat(
            Case.problems(
                """
                SELECT o.order_id, c.name
                FROM orders o LEFT JOIN customers c ON c.id = o.customer_id
                ORDER BY o.order_id LIMIT 5
                """))
        .isEmpty();
  }

  @Test
  void anOrderWithoutLimitHasNoEffect() {
    assertThat(Case.problems("SELECT order_id FROM orders ORDER BY amount DESC, email"))
        .isEqualTo(
            "1:38-56 order-without-limit the order has no effect: tables have none |"
                + " remove the order, or add LIMIT");
    assertThat(Case.problems("SELECT order_id FROM (SELECT * FROM orders ORDER BY amount)"))
        .contains("order-without-limit");
  }

  @Test
  void s01RowNumbersNeedAnOrderThatEndsInAKey() {
    assertThat(
            Case.problems(
                "SELECT *, row_number() OVER (PARTITION BY email ORDER BY ordered_at) AS n"
                    + " FROM orders"))
        .isEqualTo(
            "1:11-69 not-deterministic `row_number` takes rows that are equal in its order at"
                + " random | end the order with the key: `ORDER BY …, order_id`");
    assertThat(
            Case.problems(
                """
                SELECT *,
                  row_number() OVER (PARTITION BY email ORDER BY ordered_at, order_id) AS n,
                  rank() OVER (ORDER BY amount) AS place,
                  sum(amount) OVER (PARTITION BY email) AS total
                FROM orders
                """))
        .isEmpty();
    assertThat(
            Case.problems(
                "SELECT sum(amount) OVER (ORDER BY ordered_at ROWS 2 PRECEDING) AS s FROM orders"))
        .contains("not-deterministic `sum` over ROWS meets rows");
  }

  @Test
  void aggregatesThatDependOnTheOrderOfRows() {
    assertThat(Case.problems("SELECT email, first(amount) AS a FROM orders GROUP BY email"))
        .contains("1:15-28 not-deterministic `first` takes whichever row comes first");
    assertThat(Case.problems("SELECT email, any_value(amount) AS a FROM orders GROUP BY email"))
        .contains("not-deterministic `any_value`");
    assertThat(Case.problems("SELECT collect_list(email) AS e FROM orders"))
        .isEqualTo(
            "1:8-27 not-deterministic `collect_list` keeps the order in which rows come |"
                + " sort it: `sort_array(collect_list(email))`");
    assertThat(Case.problems("SELECT sort_array(collect_list(email)) AS e FROM orders")).isEmpty();
    assertThat(Case.problems("SELECT max_by(email, ordered_at) AS e FROM orders"))
        .contains("| order by a key too: `struct(ordered_at, order_id)`");
    assertThat(Case.problems("SELECT max_by(email, struct(ordered_at, order_id)) AS e FROM orders"))
        .isEmpty();
    assertThat(Case.problems("SELECT sum(weight) AS w, sum(amount) AS a FROM orders"))
        .startsWith("1:8-19 warning order-dependent-sum `sum` over floating point numbers");
  }
}
