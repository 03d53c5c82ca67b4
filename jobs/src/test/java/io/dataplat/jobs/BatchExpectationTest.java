package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.Operator;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.RowRule;
import io.dataplat.jobplan.UnknownResult;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.Metric;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SparkWork;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row rules with a threshold, and metrics: what they are, and what they cost. */
class BatchExpectationTest {

  private static final String TICK = "2026-03-30T01:00:00Z";

  private static RowRule rule(
      String name, String check, UnknownResult unknown, Optional<BigDecimal> tolerate) {
    return new RowRule(name, check, List.of(), OnViolation.QUARANTINE, unknown, tolerate, false);
  }

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"),
      nullable("amount", "decimal(12,2)"),
      nullable("score", "double"),
      required("at", "timestamp"),
      nullable("note", "string")
    };
  }

  private static PlanFixture copy(WriteMode mode) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", columns())
        .output("orders", "files", mode, "at", columns());
  }

  @Test
  void e05OneOfAThousandIsToleratedAndTwoAreNot(@TempDir Path folder) throws IOException {
    var share = Optional.of(new BigDecimal("0.001"));
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "orders/*.csv", key("id", "bigint"))
            .output("orders", "files", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .rule(rule("positive", "id > 0", UnknownResult.PASS, share))
            .build();
    var good =
        IntStream.range(1, 1000)
            .mapToObj(id -> id + "\n")
            .collect(Collectors.joining("", "id\n", ""));
    var lake = new Lake(folder).file("orders/a.csv", good + "0\n");

    assertThat(lake.run(plan, TICK).out())
        .contains("read 1,000 = written 999 + quarantined 1", "status: published");
    assertThat(ruleOf(lake, plan)).containsExactly("quarantine|1|0.100000|tolerate 0.1%|true");

    lake.file("orders/a.csv", good.replace("\n999\n", "\n-1\n") + "0\n");
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(outcome.out())
        .contains(
            "rule `positive` at output:orders: 2 of 1000 rows violate it, tolerate 0.1%",
            "status: failed");
    assertThat(lake.rows(plan, "SELECT count(*) FROM lakehouse.retail.orders"))
        .as("what was published before is still there")
        .containsExactly("999");
  }

  private static List<String> ruleOf(Lake lake, JobPlan plan) {
    return lake.rows(
        plan,
        """
        SELECT rule.action, rule.violations, rule.value, rule.threshold, rule.passed
        FROM lakehouse.dataplat.runs LATERAL VIEW explode(rules) AS rule
        WHERE rule.name = 'positive'""");
  }

  @Test
  void anUnknownResultIsAViolationIfTheRuleSaysSo(@TempDir Path folder) throws IOException {
    var columns = new ContractColumn[] {key("id", "bigint"), nullable("amount", "decimal(12,2)")};
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "orders/*.csv", columns)
            .output("orders", "files", WriteMode.OVERWRITE, "", columns)
            .rule(rule("known", "amount > 0", UnknownResult.FAIL, Optional.empty()))
            .rule(rule("small", "amount < 9", UnknownResult.PASS, Optional.empty()))
            .build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,\n3,0\n");

    assertThat(lake.run(plan, TICK).out())
        .contains("rule known: 2 violations", "rule small: 0 violations, quarantine, 1 unknown");
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).containsExactly("1");
  }

  // The one is measured in the gate's pass, the other on what was staged: they are the same.
  @ParameterizedTest
  @EnumSource(names = {"APPEND", "UPSERT"})
  void metricsAreExactOverWhatIsKeptAndWhatWasRead(WriteMode mode, @TempDir Path folder)
      throws IOException {
    var plan =
        copy(mode)
            .rule(rule("positive", "amount >= 0", UnknownResult.PASS, Optional.empty()))
            .metrics(
                Metric.of("rows", MetricName.ROW_COUNT).told(),
                Metric.of("rows_read", MetricName.ROW_COUNT).overRead().told(),
                Metric.of("total", MetricName.SUM, "amount").told(),
                Metric.of("total_read", MetricName.SUM, "amount").overRead().told(),
                Metric.of("of_doubles", MetricName.SUM, "score").told(),
                Metric.of("of_ids", MetricName.SUM, "id").told(),
                Metric.of("mean", MetricName.AVG, "amount").told(),
                Metric.of("least", MetricName.MIN, "amount").told(),
                Metric.of("least_read", MetricName.MIN, "amount").overRead().told(),
                Metric.of("greatest", MetricName.MAX, "amount").told(),
                Metric.of("spread", MetricName.STDDEV, "amount").told(),
                Metric.of("nulls", MetricName.NULL_VALUES, "amount").inPercent().told(),
                Metric.of("blank", MetricName.MISSING_VALUES, "note").told(),
                Metric.of("listed", MetricName.MISSING_VALUES, "note")
                    .missing("N/A")
                    .overRead()
                    .told(),
                Metric.of("other", MetricName.INVALID_VALUES, "note").valid("a", "N/A").told(),
                Metric.of("odd", MetricName.INVALID_VALUES, "note").matching("[a-z]").told(),
                Metric.of("notes", MetricName.DISTINCT_VALUES, "note").told(),
                Metric.of("twice", MetricName.DUPLICATE_VALUES, "note").inPercent().told(),
                Metric.of("fresh", MetricName.FRESHNESS).told(),
                Metric.of("fresh_read", MetricName.FRESHNESS).overRead().told())
            .build();
    var lake =
        new Lake(folder)
            .file(
                "orders/a.csv",
                """
                id,amount,score,at,note
                1,10.10,0.1,2026-03-29T21:00:00Z,a
                2,0.20,0.2,2026-03-29T20:00:00Z,
                3,,0.3,2026-03-29T19:00:00Z,a
                4,-5.00,0.4,2026-03-29T21:30:00.5Z,N/A
                5,0,,2026-03-29T19:00:00Z," "
                """);

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(values(outcome))
        .containsExactly(
            "rows 4",
            "rows_read 5",
            "total 10.3",
            "total_read 5.3",
            "of_doubles 0.6",
            "of_ids 11",
            "mean 3.433333",
            "least 0",
            "least_read -5",
            "greatest 10.1",
            "spread 5.774369",
            "nulls 25%",
            "blank 2",
            "listed 2",
            "other 1",
            "odd 1",
            "notes 2",
            "twice 25%",
            "fresh 14400s",
            "fresh_read 12599.5s");
  }

  private static List<String> values(Lake.Outcome outcome) {
    return outcome
        .out()
        .lines()
        .filter(line -> line.contains("expectation-failed: metric"))
        .map(line -> line.replaceAll(".*metric `(\\w+)` at output:orders is (\\S+), .*", "$1 $2"))
        .toList();
  }

  @Test
  void ofNoRowsSharesAreZeroAndValuesUnknownWhichPasses(@TempDir Path folder) throws IOException {
    var plan =
        copy(WriteMode.APPEND)
            .metrics(
                Metric.of("nulls", MetricName.NULL_VALUES, "note")
                    .inPercent()
                    .must(Operator.MUST_BE, "0"),
                Metric.of("least", MetricName.MIN, "amount").must(Operator.MUST_BE, "7"),
                Metric.of("fresh", MetricName.FRESHNESS).must(Operator.MUST_BE_LESS_THAN, "1"),
                Metric.of("not_odd", MetricName.SUM, "amount")
                    .must(Operator.MUST_NOT_BE_BETWEEN, "1", "2"))
            .inputMetrics(Metric.of("some", MetricName.ROW_COUNT).must(Operator.MUST_NOT_BE, "1"))
            .build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount,score,at,note\n");

    assertThat(lake.run(plan, TICK).out()).contains("status: published");
    assertThat(
            lake.rows(
                plan,
                """
                SELECT rule.gate, rule.name, rule.value, rule.threshold, rule.passed
                FROM lakehouse.dataplat.runs LATERAL VIEW explode(rules) AS rule
                WHERE rule.threshold IS NOT NULL"""))
        .containsExactly(
            "input:files|some|0.000000|mustNotBe 1|true",
            "output:orders|fresh|null|mustBeLessThan 1s|true",
            "output:orders|least|null|mustBe 7|true",
            "output:orders|not_odd|null|mustNotBeBetween 1 2|true",
            "output:orders|nulls|0.000000|mustBe 0%|true");

    lake.file("orders/a.csv", "id,amount,score,at,note\n1,1.5,1,2026-03-29T21:00:00Z,x\n");
    assertThat(lake.run(plan, TICK).out())
        .contains(
            "metric `some` at input:files is 1, mustNotBe 1",
            "metric `not_odd` at output:orders is 1.5, mustNotBeBetween 1 2");
  }

  @Test
  void valuesAreComparedWithTheWholeTableAndWithWhatTheyReference(@TempDir Path folder)
      throws IOException {
    var customers =
        new PlanFixture()
            .task("customers")
            .csv("names", ReadMode.FULL, "customers/*.csv", key("id", "bigint"))
            .output("customers", "names", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .build();
    var plan =
        daily("orders")
            .metrics(
                Metric.of("unknown", MetricName.INVALID_REFERENCES, "customer")
                    .references("retail.customers", "id")
                    .must(Operator.MUST_BE, "0"),
                Metric.of("again", MetricName.DUPLICATE_VALUES, "id")
                    .inTable()
                    .must(Operator.MUST_BE_LESS_THAN, "2"),
                Metric.query("odd", "SELECT count(*) FROM rows WHERE id % 2 = 1")
                    .must(Operator.MUST_BE_LESS_OR_EQUAL_TO, "1"),
                Metric.query(
                        "upper",
                        "SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY id) FROM rows")
                    .must(Operator.MUST_BE_LESS_THAN, "3"))
            .reading(customers.dataset("retail.customers").orElseThrow())
            .build();
    var lake =
        new Lake(folder)
            .file("customers/a.csv", "id\n7\n8\n")
            .file(
                "orders/2026/03/28/a.csv",
                "id,customer,at\n1,7,2026-03-28T12:00:00Z\n2,,2026-03-28T12:00:00Z\n")
            .file(
                "orders/2026/03/29/a.csv",
                "id,customer,at\n2,9,2026-03-29T12:00:00Z\n3,9,2026-03-29T12:00:00Z\n1,8,2026-03-29T12:00:00Z\n");
    assertThat(lake.run(customers, TICK).out()).contains("status: published");
    assertThat(lake.run(plan, "2026-03-29T01:00:00Z").out()).contains("status: published");

    var outcome = lake.run(plan, "2026-03-30T01:00:00Z");

    assertThat(outcome.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(values(outcome)).containsExactly("unknown 2", "again 2", "odd 2", "upper 3");
    lake.file("customers/a.csv", "id\n7\n8\n9\n")
        .file("orders/2026/03/29/a.csv", "id,customer,at\n2,9,2026-03-29T12:00:00Z\n");
    assertThat(lake.run(customers, "2026-03-30T02:00:00Z").out()).contains("status: published");
    assertThat(lake.run(plan, "2026-03-30T01:00:00Z").out()).contains("status: published");
    assertThat(lake.run(plan, "2026-03-29T01:00:00Z").out())
        .as("what is referenced is part of what was read")
        .contains("status: published");
  }

  private static PlanFixture daily(String folder) {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"), nullable("customer", "bigint"), required("at", "timestamp")
        };
    return new PlanFixture()
        .dailyCsv("files", folder, columns)
        .output("orders", "files", WriteMode.APPEND, "at", columns);
  }

  @Test
  void tenRulesAndFiveMetricsCostNoQueryAndComparingRowsCostsOne(@TempDir Path folder)
      throws Exception {
    var counted =
        new MetricRule[] {
          Metric.of("rows", MetricName.ROW_COUNT).must(Operator.MUST_BE, "2"),
          Metric.of("nulls", MetricName.NULL_VALUES, "note").must(Operator.MUST_BE, "1"),
          Metric.of("total", MetricName.SUM, "amount").must(Operator.MUST_BE, "3"),
          Metric.of("least", MetricName.MIN, "amount").overRead().must(Operator.MUST_BE, "1"),
          Metric.of("fresh", MetricName.FRESHNESS).must(Operator.MUST_BE_LESS_THAN, "86400")
        };
    var compared =
        new MetricRule[] {
          Metric.of("notes", MetricName.DISTINCT_VALUES, "note").must(Operator.MUST_BE, "1"),
          Metric.of("once", MetricName.DUPLICATE_VALUES, "id").must(Operator.MUST_BE, "0")
        };
    var plain = copy(WriteMode.APPEND).build();
    var ruled = withTenRules(copy(WriteMode.APPEND)).metrics(counted).build();
    var all = withTenRules(copy(WriteMode.APPEND)).metrics(counted).metrics(compared).build();

    var ofPlain = work(folder.resolve("plain"), plain);
    var ofRuled = work(folder.resolve("ruled"), ruled);
    var ofAll = work(folder.resolve("all"), all);

    assertThat(ofRuled).isEqualTo(ofPlain);
    assertThat(ofAll.queries()).isEqualTo(ofPlain.queries() + 1);
  }

  private static PlanFixture withTenRules(PlanFixture plan) {
    for (int i = 0; i < 10; i++) {
      plan.rule("rule_" + i, "amount > -" + i, OnViolation.QUARANTINE);
    }
    return plan;
  }

  private static SparkWork.Amount work(Path folder, JobPlan plan) throws Exception {
    Files.createDirectories(folder);
    var lake =
        new Lake(folder)
            .file(
                "orders/a.csv",
                """
                id,amount,score,at,note
                1,1,1,2026-03-29T21:00:00Z,a
                2,2,2,2026-03-29T20:00:00Z,
                """);
    return SparkWork.of(
        lake.session(plan),
        () -> assertThat(lake.run(plan, TICK).out()).contains("status: published"));
  }
}
