package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchWriteTest {

  private static final String SATURDAY = "2026-03-29T01:00:00Z";
  private static final String SUNDAY = "2026-03-30T01:00:00Z";
  private static final String ROWS = "SELECT id, amount FROM lakehouse.retail.orders";

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"), required("at", "timestamp"), nullable("amount", "int")
    };
  }

  private static PlanFixture byDay() {
    return new PlanFixture().dailyCsv("files", "orders", columns());
  }

  private static Lake twoDays(Path folder) throws IOException {
    return new Lake(folder)
        .file(
            "orders/2026/03/28/a.csv",
            "id,at,amount\n1,2026-03-28 00:30:00,1\n2,2026-03-28 23:30:00,2\n")
        .file(
            "orders/2026/03/29/a.csv",
            "id,at,amount\n3,2026-03-29 00:30:00,3\n4,2026-03-29 23:30:00,4\n");
  }

  @Test
  @Tag("slow")
  void w01ADayOfZurichOnDaysOfUtcIsReplacedAndItsNeighboursAreNot(@TempDir Path folder)
      throws IOException {
    var plan =
        byDay()
            .partitionedOutput("orders", "files", WriteMode.OVERWRITE_INTERVAL, "at", columns())
            .build();
    var lake = twoDays(folder);
    assertThat(lake.run(plan, SATURDAY).code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.run(plan, SUNDAY).code()).isEqualTo(ExitCode.SUCCESS);
    lake.file("orders/2026/03/29/a.csv", "id,at,amount\n3,2026-03-29 00:30:00,30\n");
    assertThat(lake.run(plan, SUNDAY).out()).contains("status: published");
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|1", "2|2", "3|30");
  }

  @Test
  void w02ACandidateOutsideTheIntervalFailsTheRun(@TempDir Path folder) throws IOException {
    var plan =
        byDay()
            .sql(
                "moved",
                StepKind.KEEPING,
                "SELECT id, at + INTERVAL 1 HOUR AS at, amount FROM files",
                "files")
            .output("orders", "moved", WriteMode.OVERWRITE_INTERVAL, "at", columns())
            .build();
    var lake = twoDays(folder);
    var outcome = lake.run(plan, SATURDAY);
    assertThat(outcome.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(outcome.out())
        .contains("rule `outside-interval` at output:orders: 1 rows violate it");
    assertThat(lake.rows(plan, ROWS)).isEmpty();
  }

  @Test
  @Tag("slow")
  void w03AndW04AnAppendedBatchIsUnchangedOrReplacedEvenAfterCompactionAndExpiry(
      @TempDir Path folder) throws IOException {
    var plan = byDay().output("orders", "files", WriteMode.APPEND, "at", columns()).build();
    var lake = twoDays(folder);
    assertThat(lake.run(plan, SATURDAY).out()).contains("status: published");
    assertThat(lake.run(plan, SUNDAY).out()).contains("status: published");
    var session = lake.session(plan);
    session.sql(
        "CALL lakehouse.system.rewrite_data_files(table => 'retail.orders', options => map('rewrite-all', 'true'))");
    session.sql(
        "CALL lakehouse.system.expire_snapshots(table => 'retail.orders', older_than => TIMESTAMP '2100-01-01 00:00:00', retain_last => 1)");
    assertThat(lake.run(plan, SATURDAY).out())
        .as("same plan, same files")
        .contains("status: unchanged");
    assertThat(lake.run(plan, SATURDAY, "--force", "true").out()).contains("status: published");
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|1", "2|2", "3|3", "4|4");
    var fixed =
        byDay()
            .sql(
                "fixed",
                StepKind.KEEPING,
                "SELECT id, at, amount * 10 AS amount FROM files",
                "files")
            .output("orders", "fixed", WriteMode.APPEND, "at", columns())
            .build();
    assertThat(lake.run(fixed, SATURDAY).out()).contains("status: published");
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|10", "2|20", "3|3", "4|4");
  }

  private static JobPlan upsert() {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "changes/*.csv", columns())
        .output("orders", "files", WriteMode.UPSERT, "at", columns())
        .build();
  }

  private static void apply(Lake lake, JobPlan plan, String tick, List<String> changes)
      throws IOException {
    lake.file("changes/a.csv", "id,at,amount\n" + String.join("\n", changes) + "\n");
    assertThat(lake.run(plan, tick).code()).isEqualTo(ExitCode.SUCCESS);
  }

  @Test
  void w07TwoRowsOfANewKeyBecomeOneAndTheOtherIsCounted(@TempDir Path folder) throws IOException {
    var lake =
        new Lake(folder)
            .file(
                "changes/a.csv",
                "id,at,amount\n1,2026-01-01T00:00:01Z,1\n1,2026-01-01T00:00:02Z,2\n2,2026-01-01T00:00:00Z,3\n");
    assertThat(lake.run(upsert(), SUNDAY).out())
        .contains(
            "3 candidates, 2 accepted (inserted 2, updated 0, unchanged 0, stale 0), 1 of the same key")
        .contains("read 3 = written 2 + quarantined 0 + dropped 0 + deduplicated 1");
    assertThat(lake.rows(upsert(), ROWS)).containsExactly("1|2", "2|3");
    lake.file(
        "changes/a.csv",
        "id,at,amount\n1,2026-01-01T00:00:01Z,9\n2,2026-01-01T00:00:00Z,3\n3,2026-01-01T00:00:00Z,4\n2,2026-01-01T00:00:00Z,2\n");
    assertThat(lake.run(upsert(), "2026-03-31T01:00:00Z").out())
        .contains("(inserted 1, updated 0, unchanged 1, stale 1), 1 of the same key");
    assertThat(lake.rows(upsert(), ROWS)).containsExactly("1|2", "2|3", "3|4");
  }

  @Test
  void w08ANullKeyAndANullSequenceAreQuarantined(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "changes/*.csv",
                nullable("id", "bigint"),
                nullable("at", "timestamp"))
            .output(
                "orders",
                "files",
                WriteMode.UPSERT,
                "at",
                key("id", "bigint"),
                nullable("at", "timestamp"))
            .build();
    var lake =
        new Lake(folder)
            .file("changes/a.csv", "id,at\n,2026-01-01T00:00:01Z\n2,\n3,2026-01-01T00:00:01Z\n");
    assertThat(lake.run(plan, SUNDAY).out()).contains("read 3 = written 1 + quarantined 2");
    assertThat(
            lake.rows(
                plan,
                "SELECT array_join(_rules, ',') FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("not-null:at", "not-null:id");
  }

  @Test
  void aRangeRunsEveryIntervalAndRefusesWhatIsNoBoundary(@TempDir Path folder) throws IOException {
    var plan = byDay().output("orders", "files", WriteMode.APPEND, "at", columns()).build();
    var lake = twoDays(folder);
    var refused =
        lake.run(plan, "", "--from", "2026-03-28T12:00:00Z", "--to", "2026-03-29T22:00:00Z");
    assertThat(refused.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(refused.err()).contains("2026-03-27T23:00:00Z and 2026-03-28T23:00:00Z");
    var outcome =
        lake.run(plan, "", "--from", "2026-03-28T00:00:00+01:00", "--to", "2026-03-29T22:00:00Z");
    assertThat(outcome.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, ROWS)).hasSize(4);
  }

  @Test
  @Tag("slow")
  void mapsTakePartInTheOrderOfRowsByTheirEntries(@TempDir Path folder) throws IOException {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"), required("at", "timestamp"), required("tags", "map<string,int>")
        };
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "changes/*.csv", columns())
            .sql(
                "tagged",
                StepKind.KEEPING,
                "SELECT id, at, map('b', 1, 'a', amount) AS tags FROM files",
                "files")
            .latest("last", "tagged", "id", "at")
            .output("orders", "last", WriteMode.UPSERT, "at", columns)
            .build();
    var lake = new Lake(folder);
    var rows = "SELECT id, tags['a'] FROM lakehouse.retail.orders";
    apply(
        lake,
        plan,
        "2026-01-01T00:00:00Z",
        List.of("1,2026-01-01T00:00:00Z,5", "1,2026-01-01T00:00:00Z,7"));
    assertThat(lake.rows(plan, rows)).containsExactly("1|7");
    apply(lake, plan, "2026-01-02T00:00:00Z", List.of("1,2026-01-01T00:00:00Z,6"));
    assertThat(lake.rows(plan, rows)).containsExactly("1|7");
    apply(lake, plan, "2026-01-03T00:00:00Z", List.of("1,2026-01-01T00:00:00Z,8"));
    assertThat(lake.rows(plan, rows)).containsExactly("1|8");
  }
}
