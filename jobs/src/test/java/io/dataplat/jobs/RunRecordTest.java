package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.masked;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.personal;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.MaskMethod;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.Operator;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.Metric;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.metrics.DriverMetrics;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.TargetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch tells of itself: its record, its events, its metrics. */
class RunRecordTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String RUNS = "lakehouse.dataplat.runs";
  private static final String STATUSES =
      "SELECT status, run_id, error_class, error_rule FROM " + RUNS;

  /** A plan of its own, as all tests of a process share its metrics. */
  private static PlanFixture amounts(String task) {
    return new PlanFixture()
        .task(task)
        .csv(
            "files",
            ReadMode.FULL,
            "orders/*.csv",
            key("id", "bigint"),
            nullable("amount", "decimal(12,2)"))
        .output(
            "orders",
            "files",
            WriteMode.APPEND,
            "",
            key("id", "bigint"),
            nullable("amount", "decimal(12,2)"));
  }

  private static String events(Lake lake) throws IOException {
    return Files.readString(lake.state().resolve("openlineage.jsonl"));
  }

  @Test
  void whatWasReadAndWrittenStandsInOneRow(@TempDir Path folder) throws IOException {
    var plan = amounts("one_row").rule("positive", "amount >= 0", OnViolation.QUARANTINE).build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,x\n3,-1\n4,4\n");

    assertThat(lake.run(plan, TICK, "--run-id", "first").out()).contains("status: published");
    assertThat(lake.run(plan, TICK, "--run-id", "second").out()).contains("status: unchanged");

    assertThat(lake.rows(plan, STATUSES))
        .containsExactly("published|first|null|null", "unchanged|second|null|null");
    assertThat(
            lake.rows(
                plan,
                """
                SELECT batch_id, domain, pipeline, task, environment, mode, tick, interval_start, attempt, trigger,
                  plan_version, exact, started_at < ended_at, length(plan_hash) > 0, length(fingerprint) > 0
                FROM lakehouse.dataplat.runs WHERE run_id = 'first'"""))
        .containsExactly(
            "retail.orders_daily.one_row/tick/2026-03-30T01:00:00Z|retail|orders_daily|one_row|local|batch|"
                + "2026-03-30T01:00:00Z|null|1|local|1.0|true|true|true|true");
    assertThat(
            lake.rows(
                plan,
                """
                SELECT i.alias, i.dataset, i.files, i.bytes, i.read, i.corrupt, i.quarantined, i.dropped, i.outside, i.admitted
                FROM (SELECT explode(inputs) AS i FROM lakehouse.dataplat.runs WHERE run_id = 'first')"""))
        .containsExactly("files|retail.files_files|1|27|4|1|0|0|0|3");
    assertThat(
            lake.rows(
                plan,
                """
                SELECT o.output, o.mode, o.candidates, o.quarantined, o.dropped, o.accepted, o.inserted, o.updated,
                  o.files, o.bytes > 0, o.base_snapshot, o.published_snapshot > 0, o.frontier
                FROM (SELECT explode(outputs) AS o FROM lakehouse.dataplat.runs WHERE run_id = 'first')"""))
        .containsExactly("orders|append|3|1|0|2|2|null|1|true|null|true|2026-03-30T01:00:00Z");
    assertThat(
            lake.rows(
                plan,
                """
                SELECT r.gate, r.name, r.action, r.violations, r.unknown, r.passed
                FROM (SELECT explode(rules) AS r FROM lakehouse.dataplat.runs WHERE run_id = 'first') WHERE NOT r.passed"""))
        .containsExactly("output:orders|positive|quarantine|1|0|false");
  }

  @Test
  @Tag("slow")
  void eventsTellOfStartAndEndAndMetricsOfRowsAndFrontier(@TempDir Path folder) throws IOException {
    var plan =
        amounts("told")
            .daily()
            .rule("positive", "amount >= 0", OnViolation.DROP)
            .metrics(
                Metric.of("total", MetricName.SUM, "amount").must(Operator.MUST_BE, "1.5"),
                Metric.of("some", MetricName.ROW_COUNT).must(Operator.MUST_BE_GREATER_THAN, "0"))
            .inputMetrics(Metric.of("read", MetricName.ROW_COUNT).must(Operator.MUST_BE, "2"))
            .build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1.5\n3,-1\n");

    assertThat(lake.run(plan, TICK).code()).isEqualTo(ExitCode.SUCCESS);

    assertThat(events(lake).lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0))
                  .contains("\"eventType\":\"START\"", "\"name\":\"retail.orders_daily.told\"")
                  .contains("\"nominalStartTime\":\"2026-03-28T23:00:00Z\"")
                  .contains("\"nominalEndTime\":\"2026-03-29T22:00:00Z\"");
              assertThat(lines.get(1))
                  .contains("\"eventType\":\"COMPLETE\"", "\"name\":\"retail.orders\"")
                  .contains("\"rowCount\":1", "\"assertion\":")
                  .contains("\"expected\":\"mustBe 2\"", "\"actual\":\"2\"")
                  .contains("\"columnMetrics\":{\"amount\":{\"sum\":1.5}}");
            });
    var task = "pipeline=\"retail.orders_daily\",task=\"told\"} ";
    assertThat(DriverMetrics.text().lines())
        .contains(
            "dataplat_rows_total{dataset=\"retail.files_files\",kind=\"read\"," + task + "2.0",
            "dataplat_rows_total{dataset=\"retail.orders\",kind=\"inserted\"," + task + "1.0",
            "dataplat_rows_total{dataset=\"retail.orders\",kind=\"dropped\"," + task + "1.0")
        .contains(
            "dataplat_rule_violations_total{dataset=\"retail.orders\",pipeline=\"retail.orders_daily\",rule=\"positive\",task=\"told\"} 1.0")
        .contains(
            "dataplat_metric_value{dataset=\"retail.orders\",metric=\"total\",pipeline=\"retail.orders_daily\",task=\"told\",threshold=\"mustBe 1.5\"} 1.5",
            "dataplat_metric_passed{dataset=\"retail.orders\",metric=\"total\",pipeline=\"retail.orders_daily\",task=\"told\"} 1.0")
        .anyMatch(line -> line.startsWith("dataplat_last_publish_timestamp_seconds{" + task))
        .anyMatch(line -> line.startsWith("dataplat_run_duration_seconds{" + task));
  }

  @Test
  void e03TheRecordOfARunThatAnExpectationStopsIsFailedWithAllItsCounts(@TempDir Path folder)
      throws IOException {
    var plan = amounts("failing").rule("positive", "amount >= 0", OnViolation.FAIL).build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,-1\n2,2\n3,-3\n");

    assertThat(lake.run(plan, TICK, "--run-id", "r").code()).isEqualTo(ExitCode.EXPECTATION_FAILED);

    assertThat(lake.rows(plan, STATUSES))
        .containsExactly("failed|r|EXPECTATION_FAILED|expectation-failed");
    assertThat(
            lake.rows(
                plan,
                """
                SELECT inputs[0].read, outputs[0].candidates, outputs[0].published_snapshot, exact,
                  filter(rules, r -> r.name = 'positive')[0].violations
                FROM lakehouse.dataplat.runs"""))
        .containsExactly("3|3|null|true|2");
    assertThat(events(lake))
        .contains("\"eventType\":\"FAIL\"", "EXPECTATION_FAILED: expectation-failed");
    assertThat(DriverMetrics.text().lines())
        .noneMatch(
            line ->
                line.contains("task=\"failing\"")
                    && (line.contains("kind=\"inserted\"") || line.contains("last_publish")));
  }

  @Test
  @Tag("slow")
  void aRunThatCannotReadSaysSo(@TempDir Path folder) throws IOException {
    var plan = amounts("missing").build();
    var lake = new Lake(folder).file("other/a.csv", "");

    assertThat(lake.run(plan, TICK, "--run-id", "r").code()).isEqualTo(ExitCode.INPUT_REFUSED);

    assertThat(lake.rows(plan, STATUSES)).containsExactly("failed|r|INPUT_REFUSED|missing-input");
  }

  @Test
  @Tag("slow")
  void aBranchWithoutAnOwnerIsRecordedAsAbandoned(@TempDir Path folder) throws IOException {
    var plan = amounts("abandoned").build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n");
    lake.run(plan, TICK, "--run-id", "before");
    var batch = BatchId.ofTick(plan.identity(), Instant.parse(TICK));
    var table = new TargetTable(lake.session(plan), "`lakehouse`.`retail`.`orders`");
    Branch.create(table, StagingBranch.of(StagingBranch.PATTERN, batch, "orders"), "one that died");

    assertThat(lake.run(plan, TICK, "--run-id", "next", "--force", "true").out())
        .contains("status: published");

    assertThat(lake.rows(plan, STATUSES))
        .containsExactly(
            "abandoned|one that died|null|null",
            "published|before|null|null",
            "published|next|null|null");
    assertThat(events(lake)).contains("\"eventType\":\"ABORT\"");
    assertThat(table.load().properties().keySet())
        .noneMatch(name -> name.startsWith("dataplat.staging."));
  }

  @Test
  @Tag("slow")
  void whatCannotBeDeliveredIsCountedAndFailsNothing(@TempDir Path folder) throws IOException {
    var plan = amounts("lost").build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n");
    var place = lake.state().resolve("warehouse/lakehouse/dataplat");
    Files.createDirectories(place.getParent());
    Files.writeString(place, "not a folder");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out())
        .contains("status: published")
        .contains("record           could not be delivered");
    assertThat(DriverMetrics.text())
        .contains(
            "dataplat_telemetry_lost_total{kind=\"record\",pipeline=\"retail.orders_daily\",task=\"lost\"} 1.0");

    Files.delete(place);
    assertThat(lake.run(plan, TICK, "--run-id", "next").out()).contains("status: recovered");
    assertThat(lake.run(plan, TICK, "--run-id", "last").out()).contains("status: unchanged");
    assertThat(lake.rows(plan, STATUSES))
        .containsExactly("recovered|next|null|null", "unchanged|last|null|null");
    assertThat(
            lake.rows(
                plan,
                "SELECT outputs[0].candidates, outputs[0].inserted, exact FROM %s WHERE run_id = 'next'"
                    .formatted(RUNS)))
        .as("what the ledger knew")
        .containsExactly("1|1|false");
  }

  @Test
  @Tag("slow")
  void v01NoValueOfTheDataIsInRecordEventsOrMetrics(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .task("private")
            .csv("files", ReadMode.FULL, "people/*.csv", key("id", "bigint"), personal("email"))
            .sql("checked", StepKind.KEEPING, "SELECT id, email FROM files", "files")
            .output(
                "people",
                "checked",
                WriteMode.UPSERT,
                "id",
                key("id", "bigint"),
                masked("email", MaskMethod.HMAC_SHA256, 0))
            .rule("real", "email LIKE '%@%'", OnViolation.QUARANTINE)
            .build();
    var lake =
        new Lake(folder)
            .file("people/a.csv", "id,email\n1,secret1@x.org\n2,secret2-x.org\nsecret3,s\n");
    lake.run(plan, TICK);
    var throwing =
        new PlanFixture()
            .task("throwing")
            .csv("files", ReadMode.FULL, "people/*.csv", key("id", "bigint"), personal("email"))
            .sql("cast", StepKind.KEEPING, "SELECT CAST(email AS BIGINT) AS id FROM files", "files")
            .output("numbers", "cast", WriteMode.APPEND, "", key("id", "bigint"))
            .build();
    assertThat(lake.run(throwing, TICK).code()).isEqualTo(ExitCode.EXPRESSION_FAILED);

    assertThat(lake.rows(plan, "SELECT status, error_class FROM " + RUNS))
        .containsExactly("failed|EXPRESSION_FAILED", "published|null");
    var told =
        List.of(
            String.join("\n", lake.rows(plan, "SELECT to_json(struct(*)) FROM " + RUNS)),
            events(lake),
            DriverMetrics.text());
    assertThat(told).allSatisfy(text -> assertThat(text).isNotEmpty().doesNotContain("secret"));
  }
}
