package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A history whose process is killed while versions are changed. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
class HistoryFaultTest {

  private static final String TICK = "2026-02-02T00:00:00Z";
  private static final ContractColumn[] COLUMNS = {
    key("id", "bigint"), required("at", "timestamp"), nullable("city", "string")
  };

  private static JobPlan plan() {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "changes/*.csv", COLUMNS)
        .output("people", "files", WriteMode.SCD2, "at", COLUMNS)
        .history("at", LateChanges.QUARANTINE)
        .build();
  }

  private static List<String> versions(Lake lake) {
    return lake.rows(
        plan(), "SELECT id, city, day(_valid_from), day(_valid_to) FROM lakehouse.retail.people");
  }

  @Test
  void w05KilledBetweenTheEndOfAVersionAndTheStartOfTheNext(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake =
        new Lake(folder)
            .file(
                "changes/a.csv",
                "id,at,city\n1,2026-01-01T00:00:00Z,A\n2,2026-01-01T00:00:00Z,B\n");
    assertThat(lake.run(plan(), "2026-02-01T00:00:00Z").code()).isEqualTo(ExitCode.SUCCESS);
    lake.file("changes/a.csv", "id,at,city\n1,2026-01-03T00:00:00Z,C\n3,2026-01-02T00:00:00Z,D\n");
    var glob = "state/**/people/metadata/snap-*.avro";
    var before = SpawnedJob.files(folder, glob).size();
    try (var process = SpawnedJob.batch(lake, plan(), TICK)) {
      process.awaitFile(glob, before);
    }
    assertThat(versions(lake)).containsExactly("1|A|1|null", "2|B|1|null");

    assertThat(lake.run(plan(), TICK).out()).contains("status: published", "versionsOpened 2");
    assertThat(versions(lake)).containsExactly("1|A|1|3", "1|C|3|null", "2|B|1|null", "3|D|2|null");
    assertThat(lake.rows(plan(), "SELECT name FROM lakehouse.retail.people.refs"))
        .containsExactly("main");
    assertThat(lake.rows(plan(), "SHOW TABLES IN lakehouse.retail"))
        .as("nothing of the staging is left")
        .noneMatch(table -> table.contains("dataplat_"));
    assertThat(lake.run(plan(), TICK).out()).contains("status: unchanged");
  }
}
