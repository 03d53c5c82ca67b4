package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which interval a run stands for, and how far its table is complete. */
@Tag("slow")
class BatchIntervalTest {

  private static JobPlan byDay() {
    var columns = new ContractColumn[] {key("id", "bigint"), required("at", "timestamp")};
    return new PlanFixture()
        .dailyCsv("files", "orders", columns)
        .output("orders", "files", WriteMode.APPEND, "at", columns)
        .build();
  }

  private static Lake fourDays(Path folder) throws IOException {
    var lake = new Lake(folder);
    for (int day = 1; day <= 4; day++) {
      lake.file(
          "orders/2026/02/0" + day + "/a.csv",
          "id,at\n%s,2026-02-0%s 12:00:00\n".formatted(day, day));
    }
    return lake;
  }

  private static void publish(Lake lake, String tick) throws IOException {
    assertThat(lake.run(byDay(), tick).out()).contains("status: published");
  }

  private static void assertCompleteThrough(Lake lake, String instant) {
    assertThat(lake.rows(byDay(), "SHOW TBLPROPERTIES lakehouse.retail.orders"))
        .filteredOn(property -> property.startsWith("dataplat.ledger."))
        .singleElement()
        .asString()
        .contains("\"completeThrough\":\"" + instant + "\"");
  }

  @Test
  void i08AManualRunInTheAfternoonIsThatOfYesterdayAndASecondChangesNothing(@TempDir Path folder)
      throws IOException {
    var lake = fourDays(folder);
    publish(lake, "2026-02-03T13:00:00Z");
    assertThat(lake.run(byDay(), "2026-02-03T13:05:00Z").out()).contains("status: unchanged");
    assertThat(lake.rows(byDay(), "SELECT id FROM lakehouse.retail.orders")).containsExactly("2");
  }

  @Test
  void i10AfterAnOutageEachDayIsCaughtUpOrTheFrontierWaitsBeforeTheHole(@TempDir Path folder)
      throws IOException {
    var lake = fourDays(folder);
    publish(lake, "2026-02-02T02:00:00Z");
    publish(lake, "2026-02-05T02:00:00Z");
    assertCompleteThrough(lake, "2026-02-01T23:00:00Z");
    var backfill =
        lake.run(byDay(), "", "--from", "2026-02-01T23:00:00Z", "--to", "2026-02-03T23:00:00Z");
    assertThat(backfill.out())
        .containsSubsequence(
            "[2026-02-01T23:00:00Z, 2026-02-02T23:00:00Z)",
            "status: published",
            "[2026-02-02T23:00:00Z, 2026-02-03T23:00:00Z)",
            "status: published");
    assertCompleteThrough(lake, "2026-02-04T23:00:00Z");
    assertThat(lake.rows(byDay(), "SELECT id FROM lakehouse.retail.orders"))
        .containsExactly("1", "2", "3", "4");
  }
}
