package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.amounts;
import static io.dataplat.jobs.fixture.Columns.generated;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ChangedFile;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read by their changes: each once, as the one that it is. */
class BatchFileChangesTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final String LISTS = "state/**/_dataplat/**/*.json.gz";

  private static JobPlan plan(String settle, ChangedFile changed) {
    return new PlanFixture()
        .csv("files", ReadMode.CHANGES, "orders/*.csv", amounts())
        .files(settle, changed)
        .output("orders", "files", WriteMode.APPEND, "", columns())
        .build();
  }

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      required("id", "bigint"),
      nullable("amount", "int"),
      generated("file", "string", Generated.SOURCE_FILE)
    };
  }

  private static Lake write(Lake lake, String name, Instant modified, String... rows)
      throws IOException {
    lake.file("orders/" + name, "id,amount\n" + String.join("\n", rows) + "\n");
    Files.setLastModifiedTime(
        lake.samples().resolve("orders").resolve(name), FileTime.from(modified));
    return lake;
  }

  private static List<String> rows(Lake lake, JobPlan plan) {
    return lake.rows(plan, "SELECT id, amount, file FROM lakehouse.retail.orders");
  }

  @Test
  void r08AFileOfTheSameTimeIsReadOnceAndOneThatIsTooYoungIsLeft(@TempDir Path folder)
      throws IOException {
    var plan = plan("PT1H", ChangedFile.FAIL);
    var lake = write(new Lake(folder), "it's b.csv", LONG_AGO, "1,1");
    write(lake, "young.csv", Instant.now(), "9,9");
    assertThat(lake.run(plan, TICK, "--trigger", "manual").out()).contains("status: published");

    write(lake, "a.csv", LONG_AGO, "2,2");
    write(lake, "c.csv", LONG_AGO, "3,3");
    assertThat(lake.run(plan, TICK, "--trigger", "manual").out()).contains("read 2 = written 2");
    assertThat(lake.run(plan, TICK, "--trigger", "manual").out()).contains("status: nothing-to-do");
    Files.delete(lake.samples().resolve("orders/a.csv"));
    write(lake, "young.csv", Instant.now().minus(Duration.ofHours(2)), "9,9");
    assertThat(lake.run(plan, TICK, "--trigger", "manual").out()).contains("read 1 = written 1");

    assertThat(rows(lake, plan))
        .containsExactly(
            "1|1|orders/it's b.csv",
            "2|2|orders/a.csv",
            "3|3|orders/c.csv",
            "9|9|orders/young.csv");
    assertThat(SpawnedJob.files(folder, LISTS))
        .as("the lists of the last batch's two ends, none of all before")
        .hasSize(2);
    assertThat(lake.rows(plan, "SHOW TBLPROPERTIES lakehouse.retail.orders"))
        .as("the ledger names the list and does not hold it")
        .anyMatch(row -> row.startsWith("dataplat.ledger.") && row.contains("\"changes\":{"))
        .noneMatch(row -> row.contains("young.csv"));
  }

  @Test
  void r09AChangedFileFailsTheRunOrReplacesItsRows(@TempDir Path folder) throws IOException {
    var plan = plan("PT0S", ChangedFile.FAIL);
    var lake = write(new Lake(folder), "a'.csv", LONG_AGO, "1,1", "2,2");
    write(lake, "b.csv", LONG_AGO, "3,3");
    lake.run(plan, TICK);
    write(lake, "a'.csv", LONG_AGO.plusSeconds(60), "1,10");

    var refused = lake.run(plan, TICK);
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(refused.err()).contains("failed: changed: ").contains("`orders/a'.csv`");
    assertThat(rows(lake, plan)).hasSize(3);

    var reloading = plan("PT0S", ChangedFile.RELOAD);
    assertThat(lake.run(reloading, TICK).out()).contains("read 1 = written 1");
    assertThat(rows(lake, plan)).containsExactly("1|10|orders/a'.csv", "3|3|orders/b.csv");
    assertThat(lake.run(reloading, TICK).out()).contains("status: nothing-to-do");

    write(lake, "b.csv", LONG_AGO.plusSeconds(60));
    write(lake, "c.csv", LONG_AGO, "4,4");
    assertThat(lake.run(reloading, TICK).out()).contains("read 1 = written 1");
    assertThat(rows(lake, plan)).containsExactly("1|10|orders/a'.csv", "4|4|orders/c.csv");
    assertThat(lake.run(reloading, TICK, "--rewind-to", "start").out())
        .contains("read 2 = written 2");
    assertThat(rows(lake, plan)).containsExactly("1|10|orders/a'.csv", "4|4|orders/c.csv");
  }

  @Test
  void r10NoFileIsMissingOnlyBeforeTheFirst(@TempDir Path folder) throws IOException {
    var plan = plan("PT0S", ChangedFile.FAIL);
    var lake = new Lake(folder);
    var missing = lake.run(plan, TICK);
    assertThat(missing.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(missing.err()).contains("missing-input");
    write(lake, "empty.csv", LONG_AGO);
    assertThat(lake.run(plan, TICK).out()).contains("status: published");
    Files.delete(lake.samples().resolve("orders/empty.csv"));
    assertThat(lake.run(plan, TICK).out()).contains("status: nothing-to-do");
  }

  @Test
  void aListThatIsGoneStopsTheRunUntilItIsReadAnew(@TempDir Path folder) throws IOException {
    var plan = plan("PT0S", ChangedFile.FAIL);
    var lake = write(new Lake(folder), "a.csv", LONG_AGO, "1,1");
    lake.run(plan, TICK);
    for (var list : SpawnedJob.files(folder, LISTS)) {
      Files.delete(list);
    }
    var refused = lake.run(plan, TICK);
    assertThat(refused.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(refused.err()).contains("state-expired");
    assertThat(lake.run(plan, TICK, "--rewind-to", "start").code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(rows(lake, plan)).containsExactly("1|1|orders/a.csv");
  }
}
