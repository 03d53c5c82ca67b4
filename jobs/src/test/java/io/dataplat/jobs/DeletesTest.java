package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.Operator;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Deleting;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Upkeep;
import io.dataplat.jobs.write.TargetTable;
import io.dataplat.jobs.write.Tombstones;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that mean that their key is gone. */
class DeletesTest {

  private static final ContractColumn[] COLUMNS = {
    key("id", "bigint"), required("at", "timestamp"), required("city", "string")
  };
  private static final ContractColumn[] SOURCE = {
    key("id", "bigint"),
    required("at", "timestamp"),
    nullable("city", "string"),
    nullable("op", "string")
  };

  private final JobPlan upsert =
      Deleting.when(
          "op = 'd'",
          new PlanFixture()
              .csv("files", ReadMode.FULL, "changes/*.csv", SOURCE)
              .output("people", "files", WriteMode.UPSERT, "at", COLUMNS)
              .rule("city_known", "city <> 'X'", OnViolation.QUARANTINE)
              .metric("few_rows", MetricName.ROW_COUNT, Operator.MUST_BE_LESS_THAN, 4)
              .build());

  private static Lake.Outcome run(Lake lake, JobPlan plan, int day, String... rows)
      throws IOException {
    var text = new StringBuilder("id,at,city,op\n");
    for (var row : rows) {
      var fields = row.split("@|,", -1);
      text.append("%s,2026-01-0%sT00:00:00Z,%s,%s\n".formatted((Object[]) fields));
    }
    lake.file("changes/a.csv", text.toString());
    return lake.run(plan, "2026-02-0" + day + "T00:00:00Z");
  }

  private static List<String> people(Lake lake, JobPlan plan) {
    return lake.rows(plan, "SELECT id, day(at), city FROM lakehouse.retail.people");
  }

  private static TargetTable tombstones(Lake lake, JobPlan plan) {
    return new TargetTable(lake.session(plan), "lakehouse.retail.people__tombstones");
  }

  @Test
  void w09ALateOlderChangeDoesNotRaiseTheDead(@TempDir Path folder) throws IOException {
    var lake = new Lake(folder);
    run(lake, upsert, 1, "1@1,A,u", "2@1,B,u", "3@1,C,u");
    assertThat(run(lake, upsert, 2, "1@5,,d", "2@6,,d", "9@5,,d").out())
        .as("a delete needs its key and time only")
        .contains("deleted 2", "deletedAbsent 1", "quarantined 0");
    assertThat(run(lake, upsert, 3, "1@3,L,u", "1@2,,d", "9@5,L,u", "2@7,N,u", "3@2,X,u").out())
        .contains("inserted 1", "stale 2", "quarantined 1");
    assertThat(people(lake, upsert)).containsExactly("2|7|N", "3|1|C");

    assertThat(run(lake, upsert, 4, "1@5,,d", "2@6,,d").out())
        .as("what came before and what is older than the row")
        .contains("unchanged 1", "stale 1", "deleted 0");
    assertThat(people(lake, upsert)).containsExactly("2|7|N", "3|1|C");
  }

  @Test
  void killedBetweenTheTombstonesAndTheTableTheNextAttemptEndsIt(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder);
    run(lake, upsert, 1, "1@1,A,u", "2@1,B,u");
    var table = lake.state().resolve("warehouse/lakehouse/retail/people");
    var before = folder.resolve("before");
    FileUtils.copyDirectory(table.toFile(), before.toFile());
    run(lake, upsert, 2, "1@5,,d", "9@5,,d", "2@6,C,u");
    // The tombstones are published, the table is not.
    FileUtils.deleteDirectory(table.toFile());
    FileUtils.copyDirectory(before.toFile(), table.toFile());
    assertThat(people(lake, upsert)).containsExactly("1|1|A", "2|1|B");

    assertThat(run(lake, upsert, 2, "1@5,,d", "9@5,,d", "2@6,C,u").out())
        .as("counted as if nothing had happened")
        .contains("status: published", "updated 1", "deleted 1", "deletedAbsent 1", "stale 0");
    assertThat(people(lake, upsert)).containsExactly("2|6|C");
    assertThat(lake.rows(upsert, "SELECT id, day(at) FROM lakehouse.retail.people__tombstones"))
        .containsExactly("1|5", "9|5");
    assertThat(lake.rows(upsert, "SELECT name FROM lakehouse.retail.people__tombstones.refs"))
        .containsExactly("main");
  }

  @Test
  void w11AHistoryHasAGapWhereAKeyWasGone(@TempDir Path folder) throws IOException {
    var plan =
        Deleting.when(
            "op = 'd'",
            new PlanFixture()
                .csv("files", ReadMode.FULL, "changes/*.csv", SOURCE)
                .output("people", "files", WriteMode.SCD2, "at", COLUMNS)
                .history("at", LateChanges.QUARANTINE)
                .track("city")
                .build());
    var lake = new Lake(folder);
    run(lake, plan, 1, "1@1,A,u", "2@1,B,u");
    assertThat(run(lake, plan, 2, "1@5,,d", "9@5,,d").out())
        .contains("ended 1", "deletedAbsent 1", "versionsOpened 0");
    assertThat(run(lake, plan, 3, "1@8,A,u", "9@4,L,u", "2@3,B,u").out())
        .as("late is also what comes before the delete of an unknown key")
        .contains("versionsOpened 1", "unchanged 1", "quarantined 1");
    assertThat(
            lake.rows(
                plan,
                "SELECT id, city, day(_valid_from), day(_valid_to), _is_current FROM lakehouse.retail.people"))
        .containsExactly("1|A|1|5|false", "1|A|8|null|true", "2|B|1|null|true");
  }

  @Test
  void aChangeWhoseDeleteMayBeForgottenIsTooLate(@TempDir Path folder) throws IOException {
    var lake = new Lake(folder);
    run(lake, upsert, 1, "1@1,A,u", "2@1,B,u", "3@1,C,u");
    run(lake, upsert, 2, "1@2,,d", "2@9,,d");
    var age = Duration.between(Instant.parse("2026-01-06T00:00:00Z"), Instant.now()).toDays();
    new Upkeep(lake, upsert)
        .keepingTombstones("retail.people__tombstones", "at", (int) age)
        .after(0);
    assertThat(tombstones(lake, upsert).load().properties())
        .containsEntry(Tombstones.REMOVED_BEFORE, "2026-01-06T00:00:00Z");
    assertThat(lake.rows(upsert, "SELECT id FROM lakehouse.retail.people__tombstones"))
        .containsExactly("2");

    assertThat(
            run(lake, upsert, 3, "1@1,A,u", "2@3,B,u", "3@4,D,u", "4@5,E,u", "5@6,F,u", "6@3,,d")
                .out())
        .as("what a row or a tombstone tells of is not too late, nor is a delete")
        .contains("inserted 1", "updated 1", "stale 1", "deletedAbsent 1", "quarantined 2");
    assertThat(people(lake, upsert)).containsExactly("3|4|D", "5|6|F");
    assertThat(
            lake.rows(
                upsert,
                "SELECT _position, _rules FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("{\"id\":1}|ArraySeq(too-late)", "{\"id\":4}|ArraySeq(too-late)");
  }

  @Test
  void anotherTaskDeletesByKeyAlone(@TempDir Path folder) throws IOException {
    var writer =
        Deleting.byOthers(
            new PlanFixture()
                .csv("files", ReadMode.FULL, "changes/*.csv", SOURCE)
                .output("people", "files", WriteMode.UPSERT, "at", COLUMNS)
                .build());
    var removal =
        Deleting.when(
            "true",
            new PlanFixture()
                .task("remove")
                .csv(
                    "requests",
                    ReadMode.FULL,
                    "requests/*.csv",
                    key("id", "bigint"),
                    required("at", "timestamp"))
                .output("people", "requests", WriteMode.DELETE, "at", COLUMNS)
                .build());
    var lake = new Lake(folder).file("requests/a.csv", "id,at\n1,2026-01-05T00:00:00Z\n");
    run(lake, writer, 1, "1@1,A,u", "2@1,B,u");
    assertThat(lake.run(removal, "2026-02-02T00:00:00Z").out())
        .contains("status: published", "deleted 1", "deletedAbsent 0");
    assertThat(people(lake, writer)).containsExactly("2|1|B");

    assertThat(run(lake, writer, 3, "1@3,L,u").out()).contains("stale 1");
    assertThat(lake.run(removal, "2026-02-02T00:00:00Z").out()).contains("status: unchanged");
    assertThat(people(lake, writer)).containsExactly("2|1|B");
  }
}
