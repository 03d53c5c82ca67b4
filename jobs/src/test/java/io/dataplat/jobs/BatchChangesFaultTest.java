package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs by changes that are killed, and of which the next one sees more: each row counts once. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
class BatchChangesFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String RUNS =
      "SELECT status, run_id, substring_index(batch_id, '..', -1) LIKE '1-%' FROM lakehouse.dataplat.runs";
  private static final String REJECTED =
      "SELECT count(*), count(DISTINCT _position) FROM lakehouse.retail.orders_daily__build__quarantine";

  private static JobPlan plan() {
    return new PlanFixture()
        .csv("files", ReadMode.CHANGES, "orders/*.csv", Columns.amounts())
        .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE)
        .output("first", "files", WriteMode.APPEND, "", Columns.amounts())
        .output("second", "files", WriteMode.UPSERT, "amount", Columns.amounts())
        .build();
  }

  private static Lake lake(Path folder) throws IOException {
    return new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,2\n3,-3\n");
  }

  private static void more(Lake lake) throws IOException {
    lake.file("orders/b.csv", "id,amount\n4,4\n5,-5\n");
  }

  private static void everyRowIsThereOnce(Lake lake) throws IOException {
    for (var output : List.of("first", "second")) {
      assertThat(lake.rows(plan(), "SELECT id, amount FROM lakehouse.retail." + output))
          .as(output)
          .containsExactly("1|1", "2|2", "4|4");
      assertThat(lake.rows(plan(), "SELECT name FROM lakehouse.retail." + output + ".refs"))
          .as("no branch is left over")
          .containsExactly("main");
    }
    assertThat(lake.rows(plan(), REJECTED)).containsExactly("2|2");
    assertThat(lake.rows(plan(), "SHOW TABLES IN lakehouse.retail"))
        .as("no staging table is left over")
        .hasSize(3);
    assertThat(lake.run(plan(), TICK).out()).contains("status: nothing-to-do");
  }

  @Test
  void killedWhileItStagesItsBatchIsDroppedAndALargerOneTakesItsPlace(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = lake(folder);
    try (var process = SpawnedJob.batch(lake, plan(), TICK, "--run-id", "killed")) {
      process.awaitFile("state/**/second__dataplat_*/data/**.parquet", 0);
    }
    more(lake);

    var next = lake.run(plan(), TICK, "--run-id", "next");

    assertThat(next.out()).contains("read 5 = written 3 + quarantined 2");
    assertThat(lake.rows(plan(), "SELECT status, run_id FROM lakehouse.dataplat.runs"))
        .containsExactly("abandoned|killed", "published|next");
    assertThat(lake.rows(plan(), "SELECT count(DISTINCT batch_id) FROM lakehouse.dataplat.runs"))
        .containsExactly("2");
    everyRowIsThereOnce(lake);
  }

  @Test
  void killedBetweenTheRejectedRowsAndTheOthersNoneIsThereTwice(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = lake(folder);
    try (var process = SpawnedJob.batch(lake, plan(), TICK, "--run-id", "killed")) {
      process.await(() -> hasLedger(folder, "orders_daily__build__quarantine"));
    }
    assertThat(hasLedger(folder, "first")).isFalse();
    more(lake);

    assertThat(lake.run(plan(), TICK).out()).contains("read 5 = written 3 + quarantined 2");

    everyRowIsThereOnce(lake);
  }

  @Test
  void killedAfterItPublishedAndBeforeItsRecordTheNextRunWritesItFirst(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = lake(folder);
    // Whoever looks for the table of runs waits here for ever.
    var hint = lake.state().resolve("warehouse/lakehouse/dataplat/runs/metadata/version-hint.text");
    Files.createDirectories(hint.getParent());
    assertThat(new ProcessBuilder("mkfifo", hint.toString()).start().waitFor()).isZero();
    try (var process = SpawnedJob.batch(lake, plan(), TICK, "--run-id", "killed")) {
      process.await(() -> hasLedger(folder, "second"));
    }
    Files.delete(hint);
    more(lake);

    assertThat(lake.run(plan(), TICK, "--run-id", "next").out())
        .contains("status: recovered")
        .contains("read 2 = written 1 + quarantined 1");

    assertThat(lake.rows(plan(), RUNS))
        .containsExactly("published|next|false", "recovered|next|true");
    everyRowIsThereOnce(lake);
  }

  private static boolean hasLedger(Path folder, String table) throws IOException {
    for (var file : SpawnedJob.files(folder, "state/**/" + table + "/metadata/v*.metadata.json")) {
      if (Files.readString(file).contains("\"dataplat.ledger.")) {
        return true;
      }
    }
    return false;
  }
}
