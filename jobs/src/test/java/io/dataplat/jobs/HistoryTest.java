package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.generated;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that keep what each key was, and from when to when. */
class HistoryTest {

  private static final String VERSIONS =
      "SELECT id, city, day(_valid_from), day(_valid_to), _is_current FROM lakehouse.retail.people";

  private static ContractColumn[] source() {
    return new ContractColumn[] {
      key("id", "bigint"), required("at", "timestamp"), nullable("city", "string")
    };
  }

  private static JobPlan plan(LateChanges late) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "changes/*.csv", source())
        .output("people", "files", WriteMode.SCD2, "at", source())
        .history("at", late)
        .build();
  }

  private static String day(int day) {
    return "2026-01-0" + day + "T00:00:00Z";
  }

  /** A run on a day of February, whose source has these changes. */
  private static Lake.Outcome run(Lake lake, JobPlan plan, int day, String... changes)
      throws IOException {
    lake.file("changes/a.csv", "id,at,city\n" + String.join("\n", changes) + "\n");
    return lake.run(plan, "2026-02-0" + day + "T00:00:00Z");
  }

  private static String change(int day, String city) {
    return "1," + day(day) + "," + city;
  }

  @Test
  void aChangeEndsAVersionAndBeginsTheNextAndWhatIsEqualIsLeft(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder);
    var plan = plan(LateChanges.QUARANTINE);
    assertThat(
            run(lake, plan, 1, change(1, "Bern"), change(3, "Basel"), "2," + day(2) + ",Chur")
                .out())
        .contains("3 accepted (versionsOpened 3, corrected 0, unchanged 0, stale 0)")
        .contains("read 3 = written 3 + quarantined 0 + dropped 0 + deduplicated 0");
    assertThat(lake.rows(plan, VERSIONS))
        .containsExactly("1|Basel|3|null|true", "1|Bern|1|3|false", "2|Chur|2|null|true");

    assertThat(run(lake, plan, 2, change(5, "Genf"), "2," + day(6) + ",Chur").out())
        .contains("(versionsOpened 1, corrected 0, unchanged 1, stale 0)");
    assertThat(lake.rows(plan, VERSIONS))
        .containsExactly(
            "1|Basel|3|5|false", "1|Bern|1|3|false", "1|Genf|5|null|true", "2|Chur|2|null|true");
    assertThat(
            lake.rows(
                plan,
                "SELECT id, day(_last_effective) FROM lakehouse.retail.people WHERE _last_effective IS NOT NULL"))
        .containsExactly("1|5", "2|6");
  }

  @Test
  void w19ALateChangeGoesToQuarantineAlsoIfAnEqualOneCameBetween(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder);
    var plan = plan(LateChanges.QUARANTINE);
    run(lake, plan, 1, change(1, "A"));
    run(lake, plan, 2, change(3, "A"));
    var late = run(lake, plan, 3, change(2, "B"), "2," + day(1) + ",C");
    assertThat(late.out()).contains("read 2 = written 1 + quarantined 1");
    assertThat(lake.rows(plan, VERSIONS)).containsExactly("1|A|1|null|true", "2|C|1|null|true");
    assertThat(
            lake.rows(
                plan,
                "SELECT array_join(_rules, ',') FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("late");
  }

  @Test
  void aReRunOfTheNewestBatchBeginsAtTheStateBeforeItAndAnOlderOneIsRefused(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder);
    var plan = plan(LateChanges.QUARANTINE);
    run(lake, plan, 1, change(1, "A"));
    run(lake, plan, 2, change(5, "A"), change(6, "B"), "2," + day(1) + ",C");
    assertThat(run(lake, plan, 2, change(3, "D")).out())
        .as("after the 1st, as if the 6th had never come")
        .contains("(versionsOpened 1, corrected 0, unchanged 0, stale 0)");
    assertThat(lake.rows(plan, VERSIONS)).containsExactly("1|A|1|3|false", "1|D|3|null|true");

    var older = run(lake, plan, 1, change(2, "X"));
    assertThat(older.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(older.err()).contains("not-the-newest-batch");
    assertThat(lake.rows(plan, VERSIONS)).containsExactly("1|A|1|3|false", "1|D|3|null|true");
  }

  @Test
  @Tag("slow")
  void w12OfTwoChangesOnOneDateTheGreaterSequenceIsTheVersion(@TempDir Path folder)
      throws IOException {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"),
          required("day", "date"),
          required("number", "int"),
          nullable("city", "string"),
          generated("since", "date", Generated.VALID_FROM),
          generated("until", "date", Generated.VALID_TO),
          generated("holds", "boolean", Generated.IS_CURRENT),
          generated("person_key", "string", Generated.SURROGATE_KEY)
        };
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "changes/*.csv",
                columns[0],
                columns[1],
                columns[2],
                columns[3])
            .output("people", "files", WriteMode.SCD2, "number", columns)
            .history("day", LateChanges.QUARANTINE)
            .track("city")
            .build();
    var lake =
        new Lake(folder)
            .file(
                "changes/a.csv",
                "id,day,number,city\n1,2026-01-01,2,B\n1,2026-01-01,1,A\n1,2026-01-04,3,C\n");
    assertThat(lake.run(plan, "2026-02-01T00:00:00Z").out())
        .contains("2 accepted (versionsOpened 2")
        .contains("1 of the same key");
    var people = "SELECT city, since, until, holds FROM lakehouse.retail.people";
    assertThat(lake.rows(plan, people))
        .containsExactly("B|2026-01-01|2026-01-04|false", "C|2026-01-04|null|true");
    assertThat(lake.rows(plan, "SELECT DISTINCT person_key FROM lakehouse.retail.people"))
        .hasSize(2)
        .allMatch(key -> key.matches("[0-9a-f]{32}"));

    lake.file("changes/a.csv", "id,day,number,city\n1,2026-01-04,4,D\n1,2026-01-01,1,A\n");
    assertThat(lake.run(plan, "2026-02-02T00:00:00Z").out())
        .contains("(versionsOpened 0, corrected 1, unchanged 0, stale 0)")
        .contains("quarantined 1");
    assertThat(lake.rows(plan, people))
        .containsExactly("B|2026-01-01|2026-01-04|false", "D|2026-01-04|null|true");
  }

  @Test
  @Tag("slow")
  void aColumnThatIsNotTrackedIsCorrectedInTheVersionThatHolds(@TempDir Path folder)
      throws IOException {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"),
          required("at", "timestamp"),
          nullable("city", "string"),
          nullable("phone", "string")
        };
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "changes/*.csv", columns)
            .output("people", "files", WriteMode.SCD2, "at", columns)
            .history("at", LateChanges.QUARANTINE)
            .track("city")
            .build();
    var lake =
        new Lake(folder)
            .file(
                "changes/a.csv",
                "id,at,city,phone\n1," + day(1) + ",A,11\n1," + day(2) + ",B,22\n");
    lake.run(plan, "2026-02-01T00:00:00Z");
    lake.file("changes/a.csv", "id,at,city,phone\n1," + day(3) + ",B,33\n1," + day(4) + ",B,44\n");
    assertThat(lake.run(plan, "2026-02-02T00:00:00Z").out())
        .contains("(versionsOpened 0, corrected 2, unchanged 0, stale 0)");
    assertThat(
            lake.rows(
                plan, "SELECT city, phone, day(_valid_from), at FROM lakehouse.retail.people"))
        .containsExactly("A|11|1|" + day(1), "B|44|2|" + day(2));
  }

  @Test
  @Tag("slow")
  void theHistoryOfFullLoadsEndsWhatTheSourceNoLongerHas(@TempDir Path folder) throws IOException {
    var columns = new ContractColumn[] {key("id", "bigint"), nullable("city", "string")};
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "changes/*.csv", columns)
            .output("people", "files", WriteMode.SCD2, "", columns)
            .complete("run", AbsentKeys.END)
            .build();
    var lake = new Lake(folder).file("changes/a.csv", "id,city\n1,A\n2,B\n3,C\n4,D\n5,E\n");
    lake.run(plan, day(1));
    lake.file("changes/a.csv", "id,city\n1,A\n2,X\n3,C\n4,D\n");
    assertThat(lake.run(plan, day(2)).out())
        .contains("(versionsOpened 1, corrected 0, unchanged 3, stale 0, removed 1)");
    lake.file("changes/a.csv", "id,city\n1,A\n2,X\n3,C\n4,D\n5,E\n");
    lake.run(plan, day(3));
    assertThat(lake.rows(plan, VERSIONS))
        .containsExactly(
            "1|A|1|null|true",
            "2|B|1|2|false",
            "2|X|2|null|true",
            "3|C|1|null|true",
            "4|D|1|null|true",
            "5|E|1|2|false",
            "5|E|3|null|true");

    lake.file("changes/a.csv", "id,city\n1,A\n2,X\n");
    var truncated = lake.run(plan, day(4));
    assertThat(truncated.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(truncated.out())
        .contains("max-removed: output `people`: the source no longer has 3 of 5 keys");
    assertThat(lake.rows(plan, VERSIONS)).hasSize(7).contains("5|E|3|null|true");

    assertThat(lake.run(plan, day(1)).err()).contains("not-the-newest-batch");
  }

  @Test
  @Tag("slow")
  void versionsChangeAtTheirPlacesAlsoInPartitionsAndInOneCommit(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "changes/*.csv", source())
            .partitionedOutput("people", "files", WriteMode.SCD2, "at", source())
            .history("at", LateChanges.INSERT)
            .build();
    var lake = new Lake(folder);
    run(lake, plan, 1, change(1, "A"), change(3, "B"), "2," + day(1) + ",C");
    run(lake, plan, 2, change(2, "X"), "2," + day(3) + ",D");
    assertThat(run(lake, plan, 3, change(4, "E"), change(2, "Y")).out())
        .contains("(versionsOpened 1, corrected 1, unchanged 0, stale 0)");
    assertThat(lake.rows(plan, VERSIONS))
        .containsExactly(
            "1|A|1|2|false",
            "1|B|3|4|false",
            "1|E|4|null|true",
            "1|Y|2|3|false",
            "2|C|1|3|false",
            "2|D|3|null|true");
    var batch = "summary['dataplat.batch-id']";
    assertThat(
            lake.rows(
                plan,
                "SELECT count(*) FROM lakehouse.retail.people.snapshots WHERE %1$s IS NOT NULL GROUP BY %1$s"
                    .formatted(batch)))
        .as("snapshots of each batch")
        .containsExactly("1", "1", "1");
  }
}
