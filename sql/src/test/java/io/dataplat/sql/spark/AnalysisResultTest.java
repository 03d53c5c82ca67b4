package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.StepKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnalysisResultTest {
  private static final Relation EVENTS =
      new Relation(
          "events",
          Case.columns("id string not null", "at timestamp not null", "amount bigint not null"),
          List.of("id"),
          true,
          Optional.of("at"));

  @Test
  void columnsHaveExactTypesAndNullability() {
    assertThat(
            Case.columnLines(
                Case.query(
                    """
                    SELECT to_date(:run_start) AS day, count(*) AS orders, sum(amount) AS revenue,
                           struct(max(email) AS email, 1 AS `a b`) AS s, map('k', 1) AS m
                    FROM orders
                    """)))
        .isEqualTo(
            """
            day date not null
            orders bigint not null
            revenue decimal(22,2)
            s struct<email:string,`a b`:int> not null
            m map<string,int> not null""");
  }

  @Test
  void theZoneOfThePipelineIsTheZoneOfTheSession() {
    assertThat(Case.query("SELECT date(ordered_at) AS d FROM orders").problems()).isEmpty();
    assertThat(Case.columnLines(Case.query("SELECT IDENTIFIER(:sum_of) AS v FROM orders")))
        .isEqualTo("v decimal(12,2) not null");
  }

  @Test
  void theKindOfAStepSaysHowItsRowsAreCounted() {
    assertThat(kind("SELECT upper(email) AS e, rank() OVER (ORDER BY amount) AS r FROM orders"))
        .isEqualTo(StepKind.KEEPING);
    assertThat(kind("SELECT * FROM orders WHERE amount > 0")).isEqualTo(StepKind.FILTERING);
    assertThat(kind("SELECT * FROM orders LEFT ANTI JOIN customers ON id = customer_id"))
        .isEqualTo(StepKind.FILTERING);
    assertThat(kind("SELECT DISTINCT email FROM orders")).isEqualTo(StepKind.DEDUPLICATING);
    assertThat(kind("SELECT DISTINCT email FROM orders WHERE amount > 0"))
        .isEqualTo(StepKind.RESHAPING);
    assertThat(kind("SELECT explode(tags) AS t FROM orders")).isEqualTo(StepKind.RESHAPING);
    assertThat(kind("SELECT count(*) AS n FROM orders")).isEqualTo(StepKind.RESHAPING);
    assertThat(kind("SELECT o.* FROM orders o JOIN customers ON id = customer_id"))
        .isEqualTo(StepKind.RESHAPING);
    assertThat(kind("FROM orders |> WHERE amount > 1 |> SELECT order_id"))
        .isEqualTo(StepKind.FILTERING);
    assertThat(kind("WITH big AS (SELECT * FROM orders WHERE amount > 9) SELECT email FROM big"))
        .isEqualTo(StepKind.FILTERING);
  }

  private static StepKind kind(String sql) {
    return Case.query(sql).kind();
  }

  @Test
  void keysAreFollowedThroughTheQuery() {
    assertThat(Case.query("SELECT order_id AS id, email FROM orders").key()).containsExactly("id");
    assertThat(Case.query("SELECT email FROM orders").key()).isEmpty();
    assertThat(Case.query("SELECT email, sum(amount) AS s FROM orders GROUP BY email").key())
        .containsExactly("email");
    assertThat(
            Case.query("SELECT o.*, name FROM orders o LEFT JOIN customers ON id = customer_id")
                .key())
        .containsExactly("order_id");
    assertThat(
            Case.query("SELECT o.*, name FROM orders o LEFT JOIN customers ON name = email").key())
        .isEmpty();
  }

  @Test
  void everyOutputKnowsTheColumnsItComesFrom() {
    var analysis =
        Case.query(
            """
            WITH paid AS (SELECT customer_id AS c, amount FROM orders WHERE quantity > 0)
            SELECT name, sum(amount) * 2 AS total, (SELECT max(weight) FROM orders) AS heaviest
            FROM customers JOIN paid ON id = c
            GROUP BY name
            """);
    assertThat(origins(analysis))
        .isEqualTo(
            """
            heaviest < customers.id (INDIRECT)
            heaviest < customers.name (INDIRECT)
            heaviest < orders.customer_id (INDIRECT)
            heaviest < orders.quantity (INDIRECT)
            heaviest < orders.weight (DIRECT)
            name < customers.id (INDIRECT)
            name < customers.name (DIRECT)
            name < orders.customer_id (INDIRECT)
            name < orders.quantity (INDIRECT)
            total < customers.id (INDIRECT)
            total < customers.name (INDIRECT)
            total < orders.amount (DIRECT)
            total < orders.customer_id (INDIRECT)
            total < orders.quantity (INDIRECT)""");
    assertThat(analysis.relationsUsed()).containsExactlyInAnyOrder("customers", "orders");
  }

  @Test
  void unionsUnpivotsAndLateralViewsKeepTheirOrigins() {
    assertThat(
            origins(
                Case.query("SELECT id FROM customers UNION ALL SELECT customer_id FROM orders")))
        .isEqualTo("id < customers.id (DIRECT)\nid < orders.customer_id (DIRECT)");
    assertThat(origins(Case.query("SELECT t FROM orders LATERAL VIEW explode(tags) x AS t")))
        .isEqualTo("t < orders.tags (DIRECT)");
    assertThat(origins(Case.query("SELECT v FROM customers UNPIVOT (v FOR k IN (name, country))")))
        .startsWith("v < customers.country (DIRECT)\nv < customers.name (DIRECT)");
  }

  private static String origins(SqlAnalysis analysis) {
    return analysis.origins().stream()
        .map(o -> o.output() + " < " + o.relation() + "." + o.column() + " (" + o.usage() + ")")
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theParametersThatAQueryUsesAreNamed() {
    var analysis =
        Case.query(
            "WITH a AS (SELECT * FROM orders WHERE ordered_at >= :run_start)"
                + " SELECT * FROM a WHERE amount < (SELECT :most)");
    assertThat(analysis.problems()).isEmpty();
    assertThat(analysis.parametersUsed()).containsExactlyInAnyOrder("run_start", "most");
  }

  @Test
  void aStepReadsTheResultOfAnother() {
    var cleaned = Case.query("SELECT order_id AS id, lower(email) AS email FROM orders");
    var next =
        Case.query("SELECT id FROM cleaned ORDER BY id LIMIT 3", cleaned.asRelation("cleaned"));
    assertThat(next.problems()).isEmpty();
    assertThat(next.key()).containsExactly("id");
  }

  @Test
  void aStreamNeedsAWatermarkToGroup() {
    var windowed =
        Case.query(
            "SELECT window(at, '1 hour').start AS hour, count(*) AS n FROM events"
                + " GROUP BY window(at, '1 hour')",
            EVENTS);
    assertThat(windowed.problems()).isEmpty();
    assertThat(windowed.streaming()).isTrue();
    assertThat(windowed.stateful()).isTrue();
    assertThat(
            Case.lines(Case.query("SELECT id, sum(amount) AS a\nFROM events GROUP BY id", EVENTS)))
        .isEqualTo(
            "1:1-2:24 watermark-missing this needs a watermark: rows of a stream never end |"
                + " give the input a `watermark` and group or join by its time");
  }

  @Test
  void aStreamThatLooksAtOneRowAtATimeHasNoState() {
    var projected = Case.query("SELECT id, at FROM events WHERE amount > 1", EVENTS);
    assertThat(projected.stateful()).isFalse();
    assertThat(projected.watermark()).contains("at");
    assertThat(Case.lines(Case.query("SELECT * FROM events ORDER BY at, id LIMIT 3", EVENTS)))
        .startsWith("1:1-45 bad-sql not possible in a stream: sorting is not supported");
    var noWatermark = new Relation("raw", EVENTS.columns(), List.of("id"), true, Optional.empty());
    assertThat(
            Case.lines(Case.query("SELECT a.id FROM raw a JOIN raw b ON a.id = b.id", noWatermark)))
        .startsWith("1:24-49 watermark-missing");
  }
}
