package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.PlanHash;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Replays that are killed: the next one ends what was begun, and no row is lost or there twice. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
class ReplayFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String QUARANTINE = "lakehouse.retail.orders_daily__build__quarantine";

  private static JobPlan plan(String check) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", Columns.amounts())
        .inputRule("not_negative", check, OnViolation.QUARANTINE)
        .output("first", "files", WriteMode.APPEND, "", Columns.amounts())
        .output("second", "files", WriteMode.UPSERT, "amount", Columns.amounts())
        .build();
  }

  @Test
  void killedBetweenTheRejectedRowsAndTheTablesTheNextReplayBringsThem(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,-2\n");
    assertThat(lake.run(plan("amount >= 0"), TICK).err()).isEmpty();
    var fixed = plan("amount >= -10");
    try (var process = SpawnedJob.batch(lake, fixed, TICK, "--replay", "true")) {
      process.await(() -> isOpen(folder) && lastQuarantine(folder).contains(PlanHash.of(fixed)));
    }
    assertThat(lake.rows(fixed, "SELECT count(*) FROM " + QUARANTINE))
        .as("the row is in no table now")
        .containsExactly("0");
    assertThat(lake.rows(fixed, "SELECT id FROM lakehouse.retail.second")).containsExactly("1");

    var next = lake.run(fixed, TICK, "--replay", "true");

    assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(next.out()).contains("released 1 row, in quarantine 0 rows");
    for (var output : List.of("first", "second")) {
      assertThat(lake.rows(fixed, "SELECT id, amount FROM lakehouse.retail." + output))
          .as(output)
          .containsExactly("1|1", "2|-2");
      assertThat(lake.rows(fixed, "SELECT name FROM lakehouse.retail." + output + ".refs"))
          .as("no branch is left over")
          .containsExactly("main");
    }
    assertThat(lake.rows(fixed, "SHOW TBLPROPERTIES " + QUARANTINE))
        .noneMatch(property -> property.startsWith("dataplat.replay."));
    assertThat(lake.run(fixed, TICK, "--replay", "true").out())
        .contains("nothing is in quarantine");
  }

  private static boolean isOpen(Path folder) throws IOException {
    return lastQuarantine(folder).contains("dataplat.replay.");
  }

  // The names of metadata files bear their number, so the longest and greatest is the newest.
  private static String lastQuarantine(Path folder) throws IOException {
    var files =
        SpawnedJob.files(
            folder, "state/**/orders_daily__build__quarantine/metadata/v*.metadata.json");
    var newest =
        files.stream()
            .max(
                Comparator.comparingInt((Path file) -> file.toString().length())
                    .thenComparing(Path::toString));
    return newest.isEmpty() ? "" : Files.readString(newest.get());
  }
}
