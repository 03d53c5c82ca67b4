package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryErrorsTest {
  @Test
  void aMisspeltColumnIsShownWhereItStands() {
    assertThat(
            Case.problems(
                """
                SELECT order_id,
                       amuont
                FROM orders
                """))
        .isEqualTo("2:8-14 unknown-column unknown column `amuont` | did you mean `amount`?");
  }

  @Test
  void aColumnOfNoNearNameListsWhatThereIs() {
    assertThat(Case.problems("SELECT c.zzz FROM customers c"))
        .isEqualTo(
            "1:8-13 unknown-column unknown column `c.zzz` |"
                + " the nearest columns are `c.id`, `c.name`, `c.country`");
  }

  @Test
  void aFieldOfAStructIsAColumnToo() {
    assertThat(Case.problems("SELECT address.cty FROM orders"))
        .isEqualTo("1:8-19 unknown-column the struct has no field `cty` | did you mean `city`?");
  }

  @Test
  void allUnknownRelationsAreReportedAtOnce() {
    assertThat(
            Case.problems(
                """
                WITH recent AS (SELECT * FROM ordres)
                SELECT * FROM recent
                JOIN customer USING (customer_id)
                WHERE amount > (SELECT max(x) FROM parquet.`/etc/secrets`)
                """))
        .isEqualTo(
            """
            1:31-37 unknown-relation `ordres` is no input and no step of this task | did you mean `orders`?
            3:6-14 unknown-relation `customer` is no input and no step of this task | did you mean `customers`?
            4:36-58 unknown-relation `parquet./etc/secrets` is no input and no step of this task | known here: `orders`, `customers`""");
  }

  @Test
  void aNameOfAWithClauseIsKnownInsideTheQueryOnly() {
    assertThat(
            Case.problems(
                "SELECT * FROM (WITH a AS (SELECT 1 AS one) SELECT * FROM a) JOIN a USING (one)"))
        .isEqualTo(
            "1:66-67 unknown-relation `a` is no input and no step of this task |"
                + " known here: `orders`, `customers`");
  }

  @Test
  void syntaxErrorsStandAtTheTokenThatSparkDoesNotExpect() {
    assertThat(Case.problems("SELECT order_id\nFROM orders\nWHRE amount > 1"))
        .isEqualTo(
            "3:6-12 bad-sql `amount` is not expected here | a comma, an operator or a quote may be missing before it");
    assertThat(Case.problems("SELECT order_id FROM orders WHERE amount => 0"))
        .isEqualTo("1:42-43 bad-sql `=>` is not expected here | did you mean `>=`?");
    assertThat(Case.problems("SELECT (1 + FROM orders"))
        .isEqualTo("1:24-24 bad-sql the SQL ends too early");
    assertThat(Case.problems("SELECT 'open FROM orders")).contains("bad-sql");
    assertThat(Case.problems("SELECT order_id FROM orders WHERE"))
        .isEqualTo(
            "1:29-34 bad-sql `WHERE` is read as a name here | complete the clause, or quote the name with backticks");
    assertThat(Case.problems("  -- nothing\n")).contains("bad-sql there is no SQL here");
  }

  @Test
  void aColumnThatIsNotGroupedIsShownItself() {
    assertThat(
            Case.problems("SELECT email, upper(order_id), sum(amount) FROM orders GROUP BY email"))
        .isEqualTo(
            "1:21-29 bad-sql `order_id` is neither grouped nor inside an aggregate function |"
                + " add it to GROUP BY, or aggregate it, e.g. with `max`");
    assertThat(Case.problems("SELECT order_id, count(*) FROM orders"))
        .startsWith("1:8-16 bad-sql `order_id` is neither grouped");
  }

  @Test
  void unknownFunctionsHaveASuggestion() {
    assertThat(Case.problems("SELECT uper(order_id), lowr(email) FROM orders"))
        .isEqualTo(
            """
            1:8-12 bad-sql unknown function `uper` | did you mean `upper`?
            1:24-28 bad-sql unknown function `lowr` | did you mean `lower`?""");
  }

  @Test
  void typeErrorsAreWordedWithoutIdsAndPlans() {
    assertThat(Case.problems("SELECT order_id FROM orders WHERE tags > 1"))
        .startsWith("1:35-43 bad-sql ")
        .doesNotContain("DATATYPE_MISMATCH", "SQLSTATE", "LocalRelation", "#");
    assertThat(Case.problems("SELECT upper(order_id, 1) FROM orders"))
        .isEqualTo("1:8-26 bad-sql `upper` takes 1 argument, not 2");
  }

  @Test
  void anAmbiguousColumnNamesItsCandidates() {
    assertThat(Case.problems("SELECT email FROM orders a CROSS JOIN orders b"))
        .isEqualTo(
            "1:8-13 bad-sql `email` could be any of `a`.`email`, `b`.`email` |"
                + " write the relation's name before it");
  }

  @Test
  void twoColumnsOfOneNameCannotBeStored() {
    assertThat(Case.problems("SELECT order_id AS a, email AS A FROM orders"))
        .isEqualTo(
            "1:23-33 bad-sql two columns of the result are named `A` |"
                + " rename one: `… AS other_name`");
  }

  @Test
  void parametersAreKnownByName() {
    assertThat(Case.problems("SELECT :run_strt AS a, ? AS b FROM orders"))
        .isEqualTo(
            """
            1:8-17 unknown-sql-parameter unknown parameter `:run_strt` | did you mean `:run_start`?
            1:24-25 unknown-sql-parameter `?` has no name | name the parameter, as in `:run_start`""");
  }

  @Test
  void columnsCountCharactersNotBytesOrUtf16Units() {
    assertThat(Case.problems("SELECT '😀é' AS a, nope FROM orders"))
        .startsWith("1:19-23 unknown-column");
    assertThat(Case.problems("SELECT `größe` FROM orders"))
        .startsWith("1:8-15 unknown-column unknown column `größe`");
  }

  @Test
  void commentsAndSemicolonsInTextAreNoStatements() {
    assertThat(
            Case.problems("-- ; INSERT\nSELECT ';DROP TABLE x' AS a /* ; SELECT */ FROM orders;"))
        .isEmpty();
  }
}
