package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks of the kernel that are really full, where this user may mount one. */
@Tag("slow")
class BatchFullDiskTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String ROWS = "SELECT id, amount FROM lakehouse.retail.orders";
  private static final String REJECTED =
      "SELECT _rules[0] FROM lakehouse.retail.orders_daily__build__quarantine";
  private static final List<String> OLD = List.of("1|1");
  private static final List<String> NEW = List.of("1|2");
  private static final long PAGE = 4096;

  private Path disk = Path.of("");

  @BeforeEach
  void mount(@TempDir Path folder) throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=2m", "dataplat", disk.toString()),
        "this user may not mount a tmpfs");
  }

  @AfterEach
  void unmount() throws Exception {
    succeeds("umount", "-l", disk.toString());
  }

  private static JobPlan plan() {
    var columns = Columns.amounts();
    return new PlanFixture()
        .amounts("files", "orders/*.csv")
        .latest("last", "files", "id", "amount")
        .output("orders", "last", WriteMode.APPEND, "", columns)
        .build();
  }

  private static Lake published(Path folder) throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,-2\n");
    assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
    return lake.file("orders/a.csv", "id,amount\n1,2\n2,-3\n");
  }

  @Test
  void whateverSpaceIsLeftTheTableIsAsBeforeOrAsAfter() throws IOException {
    var lake = published(disk);
    var failed = 0;
    for (long pages = 8; !lake.rows(plan(), ROWS).equals(NEW); pages *= 2) {
      leaveFree(pages);

      var outcome = lake.run(plan(), TICK);

      Files.delete(disk.resolve("ballast"));
      if (outcome.code() != ExitCode.SUCCESS) {
        failed++;
        assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(outcome.err())
            .isEqualTo("failed: disk-full: the disk of the files of a table is full\n");
        assertThat(lake.rows(plan(), ROWS)).isIn(OLD, NEW);
      }
    }
    assertThat(failed).as("runs that found the disk full").isGreaterThan(1);
    theNextRunHasNothingToRepair(lake, "unchanged");
  }

  @Test
  void theProcessEndsWhenTheDiskOfItsTablesIsFull() throws Exception {
    var lake = published(disk);
    // Room for the plan, the words of the process, and little more.
    leaveFree(16);
    try (var process = SpawnedJob.batch(lake, plan(), TICK)) {
      assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
      assertThat(process.said())
          .contains("failed: disk-full: the disk of the files of a table is full\n");
    }
    Files.delete(disk.resolve("ballast"));
    assertThat(lake.rows(plan(), ROWS)).isEqualTo(OLD);
    theNextRunHasNothingToRepair(lake, "published");
  }

  @Test
  void theProcessEndsWhenTheDiskOfItsShufflesIsFull(@TempDir Path elsewhere) throws Exception {
    var lake = published(elsewhere);
    leaveFree(0);
    var option = List.of("-Dspark.local.dir=" + disk);
    try (var process = SpawnedJob.batch(lake, option, plan(), TICK)) {
      assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
      assertThat(process.said())
          .contains(
              "failed: disk-full: the disk of Spark's temporary files (`spark.local.dir`) is full\n");
    }
    assertThat(lake.rows(plan(), ROWS)).isEqualTo(OLD);
    theNextRunHasNothingToRepair(lake, "published");
  }

  private static void theNextRunHasNothingToRepair(Lake lake, String status) throws IOException {
    assertThat(lake.run(plan(), TICK).out()).contains("status: " + status);
    assertThat(lake.rows(plan(), ROWS)).isEqualTo(NEW);
    assertThat(lake.rows(plan(), REJECTED)).containsExactly("not_negative");
    assertThat(lake.rows(plan(), "SELECT name FROM lakehouse.retail.orders.refs"))
        .containsExactly("main");
  }

  private void leaveFree(long pages) throws IOException {
    var free = Files.getFileStore(disk).getUsableSpace() - pages * PAGE;
    Files.write(disk.resolve("ballast"), new byte[(int) Math.max(0, free)]);
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
