package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.plan.PlanReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that also do the intervals before their own again, for data that comes late. */
@Tag("slow")
class BatchLookbackTest {

  private static final String ROWS = "SELECT id, _batch_id FROM lakehouse.retail.orders";

  private static JobPlan lookingBack(int days) {
    var columns = new ContractColumn[] {key("id", "bigint"), required("at", "timestamp")};
    var plan =
        new PlanFixture()
            .dailyCsv("files", "orders", columns)
            .output("orders", "files", WriteMode.APPEND, "at", columns)
            .build();
    return PlanReader.parse(
        PlanJson.indented(plan).replace("\"lookback\": 0", "\"lookback\": " + days));
  }

  private static void day(Lake lake, int day, String name, int id) throws IOException {
    lake.file(
        "orders/2026/02/0%s/%s.csv".formatted(day, name),
        "id,at\n%s,2026-02-0%s 12:00:00\n".formatted(id, day));
  }

  private static Lake published(int days, Path folder, JobPlan plan) throws IOException {
    var lake = new Lake(folder);
    for (int day = 1; day <= days; day++) {
      day(lake, day, "a", day);
      assertThat(lake.run(plan, tick(day)).code()).isEqualTo(ExitCode.SUCCESS);
    }
    return lake;
  }

  private static String tick(int day) {
    return "2026-02-0%sT02:00:00Z".formatted(day + 1);
  }

  private static String row(int id, int day) {
    return id + "|retail.orders_daily.build/" + start(day);
  }

  private static String start(int day) {
    return day == 1 ? "2026-01-31T23:00:00Z" : "2026-02-0%sT23:00:00Z".formatted(day - 1);
  }

  @Test
  void aFileThatComesLateIsReadByTheNextRunAndNothingTwice(@TempDir Path folder)
      throws IOException {
    var plan = lookingBack(2);
    var lake = published(3, folder, plan);
    day(lake, 1, "late", 10);
    day(lake, 2, "late", 20);
    day(lake, 4, "a", 4);

    var fourth = lake.run(plan, tick(4));

    assertThat(fourth.out())
        .as("of the two days before, the one with the late file is replaced; the first is too old")
        .containsSubsequence(
            start(2), "status: published", start(3), "status: unchanged", start(4), "published")
        .doesNotContain("[" + start(1));
    assertThat(lake.rows(plan, ROWS))
        .containsExactlyInAnyOrder(row(1, 1), row(2, 2), row(20, 2), row(3, 3), row(4, 4));
    assertThat(lake.run(plan, tick(4)).out()).doesNotContain("status: published");
    assertThat(lake.run(plan, "", "--from", start(4), "--to", start(5)).out())
        .as("who names intervals gets those")
        .doesNotContain("[" + start(3));
  }

  @Test
  void whatIsWrongWithALateFileKeepsNobodyFromTheNewOnes(@TempDir Path folder) throws IOException {
    var plan = lookingBack(1);
    var lake = published(1, folder, plan);
    lake.file("orders/2026/02/01/late.csv", "id,when\n10,2026-02-01 12:00:00\n");
    day(lake, 2, "a", 2);

    var second = lake.run(plan, tick(2));

    assertThat(second.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(second.err()).contains("columns-not-as-contract").contains("late.csv");
    assertThat(lake.rows(plan, ROWS)).containsExactlyInAnyOrder(row(1, 1), row(2, 2));
    day(lake, 1, "late", 10);
    assertThat(lake.run(plan, tick(2)).code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, ROWS)).containsExactlyInAnyOrder(row(1, 1), row(10, 1), row(2, 2));
  }

  @Test
  void aDayThatWasNeverPublishedIsLeftToItsOwnRun(@TempDir Path folder) throws IOException {
    var plan = lookingBack(2);
    var lake = published(1, folder, plan);
    day(lake, 3, "a", 3);

    var third = lake.run(plan, tick(3));

    assertThat(third.code()).as(third.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(third.out())
        .containsSubsequence(start(1), "status: unchanged", start(3), "status: published")
        .doesNotContain("[" + start(2));
  }
}
