package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DeltaPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes of Delta tables that break: a table is as before or as after. */
@Tag("slow")
class DeltaFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String NEXT = "2026-03-31T01:00:00Z";

  private Lake lake;

  @BeforeEach
  void aTableThatWasWrittenOnce(@TempDir Path folder) throws IOException {
    lake = new Lake(folder).file("a.csv", "id,amount\n1,10\n2,20\n");
    works(TICK);
  }

  private static JobPlan plan() {
    return DeltaPlan.in(
        new PlanFixture()
            .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
            .output("orders", "files", WriteMode.APPEND, "", Columns.amounts())
            .output("second", "files", WriteMode.OVERWRITE, "", Columns.amounts())
            .build(),
        "retail.orders",
        "tables/orders");
  }

  private void works(String tick) throws IOException {
    var outcome = lake.run(plan(), tick);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
  }

  private List<String> rows() {
    return DeltaPlan.rows(lake, plan(), "tables/orders", "id", "amount");
  }

  private long dataFiles() {
    try (var files = Files.list(DeltaPlan.folder(lake, "tables/orders"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void killedBetweenTheFilesAndTheCommit() throws Exception {
    var before = dataFiles();
    lake.file("a.csv", "id,amount\n3,30\n");
    try (var process = SpawnedJob.batch(lake, plan(), NEXT, "--run-id", "killed")) {
      process.await(() -> dataFiles() > before);
    }
    assertThat(rows()).containsExactly("1|10", "2|20");

    works(NEXT);

    assertThat(rows()).containsExactly("1|10", "2|20", "3|30");
    assertThat(
            lake.rows(plan(), "SELECT status FROM lakehouse.dataplat.runs WHERE run_id = 'killed'"))
        .containsExactly("abandoned");
  }

  @Test
  void twoRunsAtOnceBothArriveOnce() throws Exception {
    lake.file("a.csv", "id,amount\n3,30\n");
    var ticks = List.of(NEXT, "2026-04-01T01:00:00Z");
    for (var outcome : lake.runAtOnce(plan(), ticks)) {
      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    }
    assertThat(rows()).containsExactly("1|10", "2|20", "3|30", "3|30");
  }
}
