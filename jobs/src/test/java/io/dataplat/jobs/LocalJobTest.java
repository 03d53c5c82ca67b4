package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ChangedFile;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.LocalRun;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many tasks in one process on this machine. */
class LocalJobTest {

  private static final JobPlan GOLD =
      new PlanFixture()
          .task("gold")
          .table("silver", ReadMode.FULL, "", "retail.orders_daily.silver", key("id", "bigint"))
          .output("gold", "silver", WriteMode.OVERWRITE, "", key("id", "bigint"))
          .build();
  private static final JobPlan SILVER =
      new PlanFixture()
          .task("silver")
          .daily()
          .csv("raw", ReadMode.INTERVAL, "raw/{yyyy}/{MM}/{dd}/*.csv", key("id", "bigint"))
          .output("silver", "raw", WriteMode.APPEND, "", key("id", "bigint"))
          .build();
  private static final JobPlan OTHER =
      new PlanFixture()
          .task("other")
          .csv("parts", ReadMode.FULL, "parts.csv", key("id", "bigint"))
          .output("parts", "parts", WriteMode.OVERWRITE, "", key("id", "bigint"))
          .build();

  private final Path folder;

  LocalJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFailureStopsWhatNeedsItAndNothingElse() throws IOException {
    new Lake(folder).file("parts.csv", "id\n1\n2\n");
    var outcome = run("--interval", "2026-03-29");
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(outcome.err()).contains("missing-input");
    assertThat(outcome.out())
        .containsPattern("orders_daily.silver .* failed\n")
        .containsPattern("orders_daily.gold +not run: needs retail.orders_daily.silver\n")
        .containsPattern("orders_daily.other +1 +2 +2 +0 +0 +published\n");
  }

  @Test
  void aRangeRunsEachIntervalAndForceRunsItAgain() throws IOException {
    var lake = new Lake(folder).file("parts.csv", "id\n1\n");
    lake.file("raw/2026/03/28/a.csv", "id\n1\n").file("raw/2026/03/29/a.csv", "id\n2\nx\n");
    var range = new String[] {"--interval", "2026-03-28/2026-03-29"};
    assertThat(run(range).out())
        .containsPattern("orders_daily.silver +2 +3 +2 +1 +0 +published\n")
        .containsPattern("orders_daily.gold +1 +2 +2 +0 +0 +published\n");
    assertThat(lake.rows(GOLD, "SELECT id FROM lakehouse.retail.gold")).containsExactly("1", "2");
    assertThat(run(range).out()).containsPattern("orders_daily.silver .*unchanged\n");
    assertThat(run("--interval", "2026-03-28/2026-03-29", "--force", "true").out())
        .containsPattern("orders_daily.silver +2 +3 +2 +1 +0 +published\n");
    assertThat(lake.rows(GOLD, "SELECT id FROM lakehouse.retail.silver")).containsExactly("1", "2");
  }

  @Test
  void aRangeEndsAtTheIntervalThatFails() throws IOException {
    var lake = new Lake(folder).file("parts.csv", "id\n1\n");
    lake.file("raw/2026/03/28/a.csv", "id\n1\n").file("raw/2026/03/30/a.csv", "id\n3\n");
    var outcome = run("--interval", "2026-03-28/2026-03-30");
    assertThat(outcome.out())
        .contains("failed at [2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z)")
        .doesNotContain("[2026-03-29T22:00:00Z");
  }

  @Test
  void whatIsNewIsReadOnceAndAnewWhereItIsRewound() throws IOException {
    var changes =
        new PlanFixture()
            .task("changes")
            .csv("new", ReadMode.CHANGES, "new/*.csv", key("id", "bigint"))
            .files("PT5M", ChangedFile.FAIL)
            .output("seen", "new", WriteMode.APPEND, "", key("id", "bigint"))
            .build();
    var lake = new Lake(folder).file("parts.csv", "id\n1\n").file("new/a.csv", "id\n1\n2\n");
    var plans = List.of(changes, OTHER);
    assertThat(LocalRun.of(folder, plans).out())
        .as("files are taken at once")
        .containsPattern("orders_daily.changes +1 +2 +2 +0 +0 +published\n");
    assertThat(LocalRun.of(folder, plans).out())
        .containsPattern("orders_daily.changes .*nothing-to-do\n");
    assertThat(LocalRun.of(folder, plans, "--rewind-to", "start").out())
        .containsPattern("orders_daily.changes +1 +2 +2 +0 +0 +published\n");
    assertThat(lake.rows(changes, "SELECT id FROM lakehouse.retail.seen"))
        .containsExactly("1", "2");
  }

  @Test
  void aSingleRunShowsRowsInTheOrderOfTheirKeys() throws IOException {
    new Lake(folder).file("parts.csv", "id\n3\n1\n2\n");
    assertThat(LocalRun.of(folder, List.of(OTHER), "--show", "2").out())
        .contains("  retail.parts\n  id\n  --\n  1\n  2\n");
  }

  @Test
  void aTimeThatIsNoneIsRefusedBeforeAnythingRuns() throws IOException {
    new Lake(folder).file("parts.csv", "id\n1\n");
    var outcome = run("--interval", "yesterday");
    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(outcome.err()).startsWith("failed: bad-interval: dataplat.interval is a day");
    assertThat(outcome.out()).isEmpty();
  }

  private Lake.Outcome run(String... more) throws IOException {
    return LocalRun.of(folder, List.of(GOLD, SILVER, OTHER), more);
  }
}
