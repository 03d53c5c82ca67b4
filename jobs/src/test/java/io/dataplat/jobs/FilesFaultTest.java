package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.FilesPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes of files that break: who follows the manifest sees the state before or the one after. */
@Tag("slow")
class FilesFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String NEXT = "2026-03-31T01:00:00Z";

  private Lake lake;
  private List<String> first;

  @BeforeEach
  void filesThatWereWrittenOnce(@TempDir Path folder) throws IOException {
    lake = new Lake(folder).file("in/a.csv", "id,amount\n1,10\n2,20\n");
    works(TICK);
    first = FilesPlan.named(out());
  }

  private static JobPlan plan() {
    return FilesPlan.csv("out/*.csv")
        .in(
            new PlanFixture()
                .csv("files", ReadMode.FULL, "in/*.csv", Columns.amounts())
                .output("extract", "files", WriteMode.APPEND, "", Columns.amounts())
                .output("second", "files", WriteMode.OVERWRITE, "", Columns.amounts())
                .build(),
            "retail.extract");
  }

  private void works(String tick) throws IOException {
    var outcome = lake.run(plan(), tick);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
  }

  private Path out() {
    return lake.samples().resolve("out");
  }

  @Test
  void killedBetweenTheFilesAndTheManifest() throws Exception {
    lake.file("in/a.csv", "id,amount\n3,30\n");
    try (var process = SpawnedJob.batch(lake, plan(), NEXT, "--run-id", "killed")) {
      process.await(() -> FilesPlan.all(out()).size() > first.size());
    }
    assertThat(FilesPlan.named(out())).isEqualTo(first);

    works(NEXT);

    assertThat(FilesPlan.lines(out())).containsExactly("1,10", "2,20", "3,30");
    assertThat(FilesPlan.all(out()))
        .as("what was left is removed")
        .isEqualTo(FilesPlan.named(out()));
    assertThat(
            lake.rows(plan(), "SELECT status FROM lakehouse.dataplat.runs WHERE run_id = 'killed'"))
        .containsExactly("abandoned");
  }

  @Test
  void twoRunsAtOnceBothArriveOnce() throws Exception {
    lake.file("in/a.csv", "id,amount\n3,30\n");
    var ticks = List.of(NEXT, "2026-04-01T01:00:00Z");
    for (var outcome : lake.runAtOnce(plan(), ticks)) {
      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    }
    assertThat(FilesPlan.lines(out())).containsExactly("1,10", "2,20", "3,30", "3,30");
    assertThat(FilesPlan.all(out())).isEqualTo(FilesPlan.named(out()));
  }

  @Test
  void aStoreThatTakesNothingLeavesTheStateBefore() throws IOException {
    lake.file("in/a.csv", "id,amount\n3,30\n");
    // Nobody can write a file of this name, as it is a folder with something in it.
    var next = Files.createDirectories(out().resolve("._manifest.json.next"));
    Files.writeString(next.resolve("full"), "");

    assertThat(lake.run(plan(), NEXT).code()).isNotEqualTo(ExitCode.SUCCESS);

    assertThat(FilesPlan.named(out())).isEqualTo(first);
    assertThat(FilesPlan.all(out())).filteredOn(path -> path.endsWith(".csv")).isEqualTo(first);
    Files.delete(next.resolve("full"));
    Files.delete(next);
    works(NEXT);
    assertThat(FilesPlan.lines(out())).containsExactly("1,10", "2,20", "3,30");
  }
}
