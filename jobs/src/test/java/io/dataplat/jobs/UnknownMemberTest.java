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
import io.dataplat.jobs.fixture.Lookups;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The row of a dimension that stands for what is not known. */
class UnknownMemberTest {

  private static final String ROWS =
      "SELECT id, city, rest, person_key = '"
          + "0".repeat(32)
          + "', batch = 'unknown-member' FROM lakehouse.retail.people";
  private static final String FIRST = "2026-02-01T00:00:00Z";
  private static final String SECOND = "2026-02-02T00:00:00Z";

  private static PlanFixture plan(WriteMode mode, String city) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "all/*.csv", columns())
        .output(
            "people",
            "files",
            mode,
            "",
            columns()[0],
            columns()[1],
            columns()[2],
            generated("person_key", "string", Generated.SURROGATE_KEY),
            generated("batch", "string", Generated.BATCH_ID))
        .writing(Lookups.unknown(Map.of("id", "0", "city", city)));
  }

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"), nullable("city", "string"), nullable("rest", "int")
    };
  }

  private static Lake lake(Path folder) throws IOException {
    return new Lake(folder).file("all/a.csv", "id,city,rest\n1,Bern,1\n2,Chur,2\n");
  }

  @Test
  void aSnapshotNeitherCountsNorRemovesIt(@TempDir Path folder) throws IOException {
    var lake = lake(folder);
    var plan = plan(WriteMode.SNAPSHOT, "nowhere").complete("", AbsentKeys.DELETE).build();
    assertThat(lake.run(plan, FIRST).out())
        .contains("2 accepted (inserted 2, updated 0, unchanged 0, removed 0)");
    assertThat(lake.rows(plan, ROWS))
        .containsExactly(
            "0|nowhere|null|true|true", "1|Bern|1|false|false", "2|Chur|2|false|false");

    lake.file("all/a.csv", "id,city,rest\n1,Bern,1\n2,Chur,2\n0,mine,3\n");
    var second = plan(WriteMode.SNAPSHOT, "not known").complete("", AbsentKeys.DELETE).build();
    assertThat(lake.run(second, SECOND).out())
        .as("a row with its key is kept out")
        .contains("2 accepted (inserted 0, updated 0, unchanged 2, removed 0)")
        .contains("rule unknown-member: 1 violations, quarantine");
    assertThat(lake.rows(second, ROWS))
        .as("it follows its declaration")
        .containsExactly(
            "0|not known|null|true|true", "1|Bern|1|false|false", "2|Chur|2|false|false");
  }

  @Test
  void aHistoryNeverEndsItAndABatchIsRunAgainBesideIt(@TempDir Path folder) throws IOException {
    var lake = lake(folder);
    var plan = plan(WriteMode.SCD2, "nowhere").complete("run", AbsentKeys.END).build();
    lake.run(plan, FIRST);
    lake.file("all/a.csv", "id,city,rest\n1,Bern,1\n2,Olten,2\n");
    lake.run(plan, SECOND);
    lake.file("all/a.csv", "id,city,rest\n1,Bern,1\n2,Wil,2\n");
    assertThat(lake.run(plan, SECOND).out())
        .contains("(versionsOpened 1, corrected 0, unchanged 1, stale 0, removed 0)");
    assertThat(
            lake.rows(
                plan,
                "SELECT id, city, year(_valid_from), day(_valid_to), _is_current"
                    + " FROM lakehouse.retail.people"))
        .containsExactly(
            "0|nowhere|1|null|true",
            "1|Bern|2026|null|true",
            "2|Chur|2026|2|false",
            "2|Wil|2026|null|true");
  }

  @Test
  @Tag("slow")
  void overwritingAndMergingLeaveItThereOnce(@TempDir Path folder) throws IOException {
    for (var mode : new WriteMode[] {WriteMode.OVERWRITE, WriteMode.UPSERT}) {
      var lake = lake(folder.resolve(mode.toString()));
      JobPlan plan = plan(mode, "nowhere").build();
      lake.run(plan, FIRST);
      assertThat(lake.run(plan, SECOND).out()).as("%s", mode).contains("read 2 = written 2 +");
      assertThat(lake.rows(plan, ROWS))
          .as("%s", mode)
          .containsExactly(
              "0|nowhere|null|true|true", "1|Bern|1|false|false", "2|Chur|2|false|false");
    }
  }
}
