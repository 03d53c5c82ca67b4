package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.generated;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that follow a source which delivers all it has. */
class SnapshotTest {

  private static final String FIRST = "2026-01-01T00:00:00Z";
  private static final String SECOND = "2026-01-02T00:00:00Z";
  private static final ContractColumn ID = key("id", "bigint");
  private static final ContractColumn CITY = nullable("city", "string");

  private static JobPlan plan(AbsentKeys absent) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "all/*.csv", ID, CITY)
        .output(
            "people",
            "files",
            WriteMode.SNAPSHOT,
            "",
            ID,
            CITY,
            generated("person_key", "string", Generated.SURROGATE_KEY),
            generated("batch", "string", Generated.BATCH_ID))
        .complete("", absent)
        .build();
  }

  private static Lake five(Path folder) throws IOException {
    return new Lake(folder).file("all/a.csv", "id,city\n1,A\n2,B\n3,\n4,D\n5,E\n5,F\n");
  }

  @Test
  void onlyWhatDiffersIsWrittenAndWhatIsGoneIsRemoved(@TempDir Path folder) throws IOException {
    var plan = plan(AbsentKeys.DELETE);
    var lake = five(folder);
    assertThat(lake.run(plan, FIRST).out())
        .contains("5 accepted (inserted 5, updated 0, unchanged 0, removed 0), 1 of the same key");
    var keys = lake.rows(plan, "SELECT id, person_key FROM lakehouse.retail.people WHERE id < 5");

    lake.file("all/a.csv", "id,city\n1,A\n2,X\n3,C\n4,D\n6,G\n");
    assertThat(lake.run(plan, SECOND).out())
        .contains("5 accepted (inserted 1, updated 2, unchanged 2, removed 1)");
    assertThat(lake.rows(plan, "SELECT id, city, right(batch, 20) FROM lakehouse.retail.people"))
        .as("unchanged rows are those of the batch that wrote them")
        .containsExactly(
            "1|A|" + FIRST, "2|X|" + SECOND, "3|C|" + SECOND, "4|D|" + FIRST, "6|G|" + SECOND);
    assertThat(lake.rows(plan, "SELECT id, person_key FROM lakehouse.retail.people WHERE id < 5"))
        .as("keys stay")
        .isEqualTo(keys);
    assertThat(lake.run(plan, SECOND, "--force", "true").out())
        .contains("(inserted 0, updated 0, unchanged 5, removed 0)");
  }

  @Test
  void w13ATruncatedSourceFailsTheRunUnlessWhatItLacksIsKept(@TempDir Path folder)
      throws IOException {
    var lake = five(folder);
    lake.run(plan(AbsentKeys.DELETE), FIRST);
    lake.file("all/a.csv", "id,city\n1,A\n2,Z\n");
    var truncated = lake.run(plan(AbsentKeys.DELETE), SECOND);
    assertThat(truncated.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(truncated.out())
        .contains("max-removed: output `people`: the source no longer has 3 of 5 keys")
        .contains("more than 20%");
    var rows = "SELECT id, city FROM lakehouse.retail.people";
    assertThat(lake.rows(plan(AbsentKeys.DELETE), rows))
        .containsExactly("1|A", "2|B", "3|null", "4|D", "5|F");

    assertThat(lake.run(plan(AbsentKeys.KEEP), SECOND).out())
        .contains("2 accepted (inserted 0, updated 1, unchanged 1)");
    assertThat(lake.rows(plan(AbsentKeys.KEEP), rows))
        .containsExactly("1|A", "2|Z", "3|null", "4|D", "5|F");
  }
}
