package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dataplat.sql.GroupsRequest;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.RowGroups;
import io.dataplat.sql.SqlProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which queries can be computed group by group, and by what a row tells its group. */
class RowGroupsTest {

  private static RowGroups groups(String sql) {
    assertThat(Case.query(sql).hasErrors()).isFalse();
    var query =
        new QueryRequest(
            sql, List.of(Case.ORDERS, Case.CUSTOMERS), Case.PARAMETERS, "Europe/Zurich");
    return Case.ANALYZER.rowGroups(new GroupsRequest(query, "orders"));
  }

  private static String lines(RowGroups groups) {
    return groups.values().stream()
        .map(value -> value.output() + " = " + value.expression() + " " + value.reads())
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT customer_id, count(DISTINCT email) AS n, percentile(weight, 0.5) AS p FROM orders GROUP BY customer_id | customer_id = customer_id [customer_id]
          SELECT date(ordered_at) AS day, sum(amount) AS total FROM orders GROUP BY date(ordered_at)                     | day = CAST(ordered_at AS DATE) [ordered_at]
          SELECT date(ordered_at) AS day, sum(amount) AS total FROM orders GROUP BY 1 HAVING max(quantity) < 10          | day = CAST(ordered_at AS DATE) [ordered_at]
          SELECT n, day FROM (SELECT o.d AS day, count(*) AS n FROM (SELECT upper(email) AS d FROM orders) o GROUP BY o.d) | day = upper(email) [email]
          SELECT o.email, max(c.name) AS who FROM orders o LEFT JOIN customers c ON c.id = o.customer_id GROUP BY o.email | email = email [email]
          SELECT o.email, max(c.name) AS who FROM customers c JOIN orders o ON c.id = o.customer_id GROUP BY o.email      | email = email [email]
          SELECT email, max(n) AS n FROM (SELECT email, quantity, count(*) AS n FROM orders GROUP BY email, quantity) GROUP BY email | email = email [email]
          SELECT email, count(tag) AS n FROM orders LATERAL VIEW explode(tags) AS tag GROUP BY email                      | email = email [email]
          SELECT quantity % :most AS q, count(*) AS n FROM orders WHERE customer_id IN (SELECT id FROM customers) GROUP BY 1 | q = (quantity % 5) [quantity]
          SELECT address.city AS city, count(*) AS n FROM orders GROUP BY address.city                                    | city = address.`city` [address]
          """)
  void theGroupOfARowIsKnownFromTheRowAlone(String sql, String values) {
    var groups = groups(sql);
    assertThat(groups.problems()).isEmpty();
    assertThat(groups.grouped()).isTrue();
    assertThat(lines(groups)).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT count(*) AS n FROM orders                                                             | all rows are one group
          SELECT c.country, count(*) AS n FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.country | `country` does not come from a row of `orders` alone, so a new row does not tell its group
          SELECT c.country, count(o.email) AS n FROM customers c LEFT JOIN orders o ON c.id = o.customer_id GROUP BY c.country | this join has rows for which `orders` has none
          SELECT o.email, count(*) AS n FROM orders o FULL JOIN customers c ON c.id = o.customer_id GROUP BY o.email | this join has rows for which `orders` has none
          SELECT a.email, count(*) AS n FROM orders a JOIN orders b ON a.email = b.email GROUP BY a.email | `orders` is read twice, so a group depends on rows of others
          SELECT email, count(*) AS n FROM orders WHERE amount > (SELECT avg(amount) FROM orders) GROUP BY email | `orders` is read twice, so a group depends on rows of others
          SELECT email, quantity, count(*) AS n FROM orders GROUP BY ROLLUP (email, quantity)          | grouping sets put a row into several groups
          SELECT email, rank() OVER (ORDER BY sum(amount)) AS r FROM orders GROUP BY email             | a window function looks at rows of other groups
          SELECT email, max(d) AS d FROM (SELECT email, lag(amount) OVER (ORDER BY order_id) AS d FROM orders) GROUP BY email | a window function looks at rows of other groups
          SELECT email, count(*) AS n FROM (SELECT * FROM orders ORDER BY order_id LIMIT 5) GROUP BY email | LIMIT looks at all rows to choose some
          SELECT email, count(*) AS n FROM (SELECT DISTINCT email, quantity FROM orders) GROUP BY email | DISTINCT compares all rows
          SELECT email, count(*) AS n FROM (SELECT email FROM orders UNION ALL SELECT name FROM customers) GROUP BY email | UNION mixes the rows with others
          SELECT count(*) AS n FROM orders GROUP BY email                                              | what the rows are grouped by is no column of the result, or no plain expression: `email`
          SELECT tag, count(*) AS n FROM orders LATERAL VIEW explode(tags) AS tag GROUP BY tag         | `tag` does not come from a row of `orders` alone, so a new row does not tell its group
          """)
  void aGroupThatDependsOnRowsOfOthersIsRefusedWithTheReason(String sql, String why) {
    assertThat(groups(sql).problems())
        .extracting(SqlProblem::rule, SqlProblem::message)
        .containsExactly(tuple("not-by-groups", why));
  }

  @Test
  void aProjectionHandsOnWhatARowTells() {
    var groups =
        groups(
            "SELECT o.email AS mail, c.name, quantity + 1 AS q FROM orders o LEFT JOIN customers c"
                + " ON c.id = o.customer_id WHERE c.country = 'CH'");
    assertThat(groups.problems()).isEmpty();
    assertThat(groups.grouped()).isFalse();
    assertThat(lines(groups)).isEqualTo("mail = email [email]; q = (quantity + 1) [quantity]");
    assertThat(groups.values()).extracting(value -> value.plain()).containsExactly(true, false);
  }
}
