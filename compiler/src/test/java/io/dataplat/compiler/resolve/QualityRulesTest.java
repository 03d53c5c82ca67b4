package io.dataplat.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Expectation.Metric;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The quality rules of a data contract of ODCS are the metrics that one would write here. */
class QualityRulesTest {

  private static RuleCase things(String contract) {
    return RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            columns:
              id: {type: string, key: true}
              shop: {type: string}
              amount: {type: "decimal(12,2)", nullable: true}
            expectations:
              some: {metric: rowCount, mustBeGreaterThan: 0}
            quality: {odcs: ../contracts/things.odcs.yaml, schema: things}
            """)
        .file("pipelines/retail/contracts/things.odcs.yaml", contract);
  }

  private static final String HEAD =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: 53581432-6c55-4ba2-a65f-72344a91553a
      version: 1.0.0
      status: active
      schema:
        - name: others
          quality: [{type: custom, engine: soda, implementation: x}]
        - name: things
      """;

  @Test
  void eachRuleThatCountsBecomesAMetric() {
    var contract =
        HEAD
            + """
                quality:
                  - {id: some, metric: rowCount, mustBeBetween: [100, 120], severity: error}
                  - metric: duplicateValues
                    arguments: {properties: [shop, id]}
                    unit: percent
                    mustBeLessThan: 1
                  - {type: text, description: People look at it every Monday.}
                  - type: sql
                    name: Early amounts
                    query: |
                      SELECT count(*) FROM {object} WHERE amount > 5
                    mustNotBe: 3
                properties:
                  - name: id
                    quality:
                      - {rule: nullValues, mustBe: 0, unit: rows}
                      - metric: missingValues
                        arguments: {missingValues: [null, "", N/A]}
                        mustBeGreaterOrEqualTo: 1
                        mustBeLessOrEqualTo: 9
                      - {metric: missingValues, arguments: {missingValues: [null]}, mustBe: 0, id: nulls}
                  - name: shop
                    quality:
                      - {metric: invalidValues, arguments: {validValues: [a, b]}, mustBe: 0}
                      - {metric: invalidValues, arguments: {pattern: "^[a-z]$"}, mustBe: 0}
                      - {type: sql, query: "SELECT count({property}) FROM {object}", mustBeGreaterThan: 0}
            """;

    var expectations =
        things(contract).findsWhatIsMarked().platform("test").platform().domains().stream()
            .flatMap(domain -> domain.datasets().stream())
            .filter(dataset -> dataset.id().name().equals("things"))
            .findFirst()
            .orElseThrow()
            .expectations();

    assertThat(expectations.stream().map(QualityRulesTest::text))
        .containsExactly(
            "some ROW_COUNT [] ROWS MUST_BE_GREATER_THAN [0]",
            "some_2 ROW_COUNT [] ROWS MUST_BE_BETWEEN [100, 120]",
            "duplicate_values_shop_id DUPLICATE_VALUES [shop, id] PERCENT MUST_BE_LESS_THAN [1]",
            "early_amounts QUERY [] ROWS MUST_NOT_BE [3] SELECT count(*) FROM rows WHERE amount > 5",
            "null_values_id NULL_VALUES [id] ROWS MUST_BE [0]",
            "missing_values_id_must_be_greater_or_equal_to MISSING_VALUES [id] ROWS MUST_BE_GREATER_OR_EQUAL_TO [1] [, N/A]",
            "missing_values_id_must_be_less_or_equal_to MISSING_VALUES [id] ROWS MUST_BE_LESS_OR_EQUAL_TO [9] [, N/A]",
            "nulls NULL_VALUES [id] ROWS MUST_BE [0]",
            "invalid_values_shop INVALID_VALUES [shop] ROWS MUST_BE [0] [a, b]",
            "invalid_values_shop_2 INVALID_VALUES [shop] ROWS MUST_BE [0] ^[a-z]$",
            "query_shop QUERY [] ROWS MUST_BE_GREATER_THAN [0] SELECT count(`shop`) FROM rows");
  }

  private static String text(Expectation expectation) {
    var metric = (Metric) expectation;
    var columns = metric.columns().stream().map(Sourced::value).toList();
    var valid = metric.validValues().stream().map(Sourced::value).toList();
    var more =
        metric
            .query()
            .map(query -> query.sql().text())
            .or(() -> metric.pattern().map(Sourced::value))
            .orElse((valid.isEmpty() ? metric.missingValues() : valid).toString());
    return "%s %s %s %s %s %s %s"
        .formatted(
            metric.name(),
            metric.measure().value(),
            columns,
            metric.unit(),
            metric.operator(),
            metric.bounds(),
            more.equals(List.of().toString()) ? "" : more)
        .strip();
  }

  @Test
  void whatCannotBeReadIsToldAtItsPlaceInTheContract() {
    things(
            HEAD
                + """
                    quality:
                      - {type: custom, engine: soda, implementation: "row_count > 0"} # warning: quality-not-read
                      - {metric: medianValue, mustBe: 1} # warning: quality-not-read
                      - {metric: rowCount} # warning: quality-not-read
                      - {metric: rowCount, mustBe: many} # warning: quality-not-read
                      - {metric: nullValues, mustBe: 1} # warning: quality-not-read
                      - {type: sql, mustBe: 1} # warning: quality-not-read
                    properties:
                      - name: id
                        quality:
                          - {metric: rowCount, mustBe: 1} # warning: quality-not-read
                          - {metric: nullValues, mustBe: 1, unit: seconds} # warning: quality-not-read
                          - {metric: invalidValues, mustBe: 1} # warning: quality-not-read
                """)
        .findsWhatIsMarked();
  }

  @Test
  void mistakesAreFoundInTheContract() {
    things(
            HEAD
                + """
                    quality:
                      - {type: sql, query: "SELECT shop FROM {object}", mustBe: 1} # error: query-not-a-number
                      - {type: sql, query: "SELECT count(*) FROM others", mustBe: 1} # error: unknown-relation
                    properties:
                      - name: amount
                        quality:
                          - {metric: invalidValues, arguments: {validValues: [x]}, mustBe: 0} # error: not-for-this-type
                """)
        .findsWhatIsMarked();
    things(
            HEAD
                + """
                    properties:
                      - name: colour # error: unknown-column
                        quality: [{metric: nullValues, mustBe: 1}]
                """)
        .findsWhatIsMarked();
  }

  @Test
  void aContractThatNobodyNamesIsUnused() {
    var contract = "pipelines/retail/contracts/old.odcs.yaml";

    assertThat(
            RuleCase.repository().file(contract, "kind: DataContract").compile().findings().stream()
                .map(finding -> finding.span().file() + " " + finding.rule().id()))
        .containsExactly(contract + " unused-file");
  }
}
