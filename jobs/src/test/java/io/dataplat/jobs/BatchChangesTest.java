package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.amounts;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.write.RetentionMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.spark.CommitMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are read by their changes: what was appended since the last publish, once. */
class BatchChangesTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String SNAPSHOTS =
      "SELECT snapshot_id FROM lakehouse.retail.%s.history ORDER BY made_current_at";

  private static PlanFixture fixture() {
    return new PlanFixture().table("events", ReadMode.CHANGES, "", "", amounts());
  }

  private static JobPlan plan() {
    return fixture()
        .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE)
        .output("orders", "events", WriteMode.APPEND, "", amounts())
        .build();
  }

  private static Lake lake(Path folder, JobPlan plan, String... rows) {
    var lake = new Lake(folder);
    lake.session(plan).sql("CREATE NAMESPACE IF NOT EXISTS lakehouse.retail");
    sql(lake, plan, "CREATE TABLE lakehouse.retail.events (id BIGINT, amount INT) USING iceberg");
    insert(lake, plan, rows);
    return lake;
  }

  private static void sql(Lake lake, JobPlan plan, String sql) {
    lake.session(plan).sql(sql);
  }

  private static void insert(Lake lake, JobPlan plan, String... rows) {
    for (var row : rows) {
      sql(lake, plan, "INSERT INTO lakehouse.retail.events VALUES (" + row + ")");
    }
  }

  private static List<String> rows(Lake lake, JobPlan plan, String table) {
    return lake.rows(plan, "SELECT id, amount FROM lakehouse.retail." + table);
  }

  private static void expire(Lake lake, JobPlan plan) {
    sql(
        lake,
        plan,
        "CALL lakehouse.system.expire_snapshots(table => 'retail.events', older_than => TIMESTAMP '2100-01-01 00:00:00', retain_last => 1)");
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "UPSERT", "SCD1"})
  void newRowsOfATableThatATaskHereWritesGoThroughSeveralSteps(WriteMode mode, @TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .table("events", ReadMode.CHANGES, "", "retail.load.events", amounts())
            .sql(
                "doubled",
                StepKind.FILTERING,
                "SELECT id, amount * 2 AS amount FROM events WHERE amount > 0",
                "events")
            .sql(
                "summed",
                StepKind.RESHAPING,
                "SELECT id, sum(amount) AS amount FROM doubled GROUP BY id",
                "doubled")
            .output("orders", "summed", mode, mode == WriteMode.APPEND ? "" : "amount", amounts())
            .build();
    var lake = lake(folder, plan, "1, 1", "1, 2", "2, -2");
    assertThat(lake.run(plan, TICK).out()).contains("status: published");
    insert(lake, plan, "1, 5", "3, 3");

    var second = lake.run(plan, TICK);

    assertThat(second.out()).as(second.err()).contains("status: published");
    assertThat(rows(lake, plan, "orders"))
        .isEqualTo(
            mode == WriteMode.APPEND ? List.of("1|10", "1|6", "3|6") : List.of("1|10", "3|6"));
  }

  @Test
  void eachAppendedRowIsReadOnceWhateverCompactionDoesAndNothingNewIsNothingToDo(
      @TempDir Path folder) throws IOException {
    var plan = plan();
    var lake = lake(folder, plan, "1, 1", "2, -2");

    assertThat(lake.run(plan, TICK).out())
        .contains("changes start..")
        .contains("read 2 = written 1 + quarantined 1")
        .contains("status: published");

    var snapshots = lake.rows(plan, SNAPSHOTS.formatted("orders"));
    var idle = lake.run(plan, TICK);
    assertThat(idle.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(idle.out()).contains("status: nothing-to-do");
    assertThat(lake.rows(plan, SNAPSHOTS.formatted("orders"))).isEqualTo(snapshots);

    insert(lake, plan, "3, 3");
    sql(
        lake,
        plan,
        "CALL lakehouse.system.rewrite_data_files(table => 'retail.events', options => map('rewrite-all', 'true'))");
    insert(lake, plan, "4, -4");
    assertThat(lake.run(plan, TICK).out())
        .contains("read 2 = written 1 + quarantined 1")
        .contains("status: published");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|1", "3|3");
    assertThat(
            lake.rows(
                plan, "SELECT count(*) FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("2");

    var places = lake.rows(plan, SNAPSHOTS.formatted("events"));
    var record =
        lake.rows(
            plan,
            "SELECT status, inputs[0].to IN (SELECT CAST(snapshot_id AS STRING) FROM lakehouse.retail.events.history), batch_id = concat('retail.orders_daily.build/inc/', inputs[0].from, '..', inputs[0].to) FROM lakehouse.dataplat.runs");
    assertThat(places).hasSize(5);
    assertThat(record)
        .containsExactly("nothing-to-do|true|true", "published|true|true", "published|true|true");
  }

  @Test
  void whoFindsNothingNewIsCompleteByThenAllTheSame(@TempDir Path folder) throws IOException {
    var plan = plan();
    var lake = lake(folder, plan, "1, 1");
    lake.run(plan, TICK);

    assertThat(lake.run(plan, "2026-03-30T01:15:00Z").out()).contains("status: nothing-to-do");

    var frontiers =
        "SELECT status, batch_id LIKE '%..%', outputs[0].frontier FROM lakehouse.dataplat.runs";
    assertThat(lake.rows(plan, frontiers))
        .containsExactly(
            "nothing-to-do|true|2026-03-30T01:15:00Z", "published|true|2026-03-30T01:00:00Z");
    insert(lake, plan, "2, 2");
    assertThat(lake.run(plan, "2026-03-30T01:30:00Z").out()).contains("read 1 = written 1");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|1", "2|2");
  }

  @Test
  void rowsThatWentByRetentionAreNoChangeAndThoseThatCameBeforeItAreStillRead(@TempDir Path folder)
      throws IOException {
    var plan = plan();
    var lake = lake(folder, plan, "1, 1", "2, 2");
    lake.run(plan, TICK);

    insert(lake, plan, "3, 3");
    CommitMetadata.withCommitProperties(
        RetentionMark.properties(),
        () -> lake.rows(plan, "DELETE FROM lakehouse.retail.events WHERE id IN (1, 3)"),
        RuntimeException.class);
    insert(lake, plan, "4, 4");

    assertThat(lake.run(plan, TICK).out()).contains("read 2 = written 2");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|1", "2|2", "3|3", "4|4");
  }

  @Test
  void r06AMergeInAForeignTableFailsTheRunAndARewindReplacesWhatWasReadOfIt(@TempDir Path folder)
      throws IOException {
    var plan = plan();
    var lake = lake(folder, plan, "1, 1", "2, 2");
    lake.run(plan, TICK);
    insert(lake, plan, "3, -3");
    sql(
        lake,
        plan,
        "MERGE INTO lakehouse.retail.events t USING (SELECT 1 AS id) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET amount = 10");
    var head =
        lake.rows(
            plan,
            "SELECT snapshot_id FROM lakehouse.retail.events.snapshots WHERE operation = 'overwrite'");

    var refused = lake.run(plan, TICK);

    assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(refused.err())
        .contains("not-append-only")
        .contains("the snapshot " + head.get(0) + " of the table")
        .contains("is an `overwrite`");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|1", "2|2");

    assertThat(lake.run(plan, TICK, "--rewind-to", "start").out()).contains("status: published");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|10", "2|2");
    assertThat(
            lake.rows(
                plan, "SELECT count(*) FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("1");
    assertThat(lake.run(plan, TICK).out()).contains("status: nothing-to-do");
    assertThat(
            lake.rows(
                plan,
                "SELECT status, error_rule FROM lakehouse.dataplat.runs WHERE error_rule IS NOT NULL"))
        .containsExactly("failed|not-append-only");
  }

  @Test
  @Tag("slow")
  void r11AnExpiredSnapshotAndATableRolledBackStopTheRunAndWriteNothing(@TempDir Path folder)
      throws IOException {
    var plan = plan();
    var lake = lake(folder, plan, "1, 1");
    lake.run(plan, TICK);
    var first = lake.rows(plan, SNAPSHOTS.formatted("events")).get(0);
    insert(lake, plan, "2, 2");
    lake.run(plan, TICK);
    sql(lake, plan, "CALL lakehouse.system.rollback_to_snapshot('retail.events', " + first + ")");

    var rolledBack = lake.run(plan, TICK);
    assertThat(rolledBack.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(rolledBack.err()).contains("rolled-back").contains("--rewind-to start");

    insert(lake, plan, "3, 3");
    assertThat(lake.run(plan, TICK, "--rewind-to", "17").err()).contains("unknown-place");
    assertThat(lake.run(plan, TICK, "--rewind-to", first).out()).contains("status: published");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|1", "3|3");

    insert(lake, plan, "4, 4", "5, 5");
    expire(lake, plan);
    var expired = lake.run(plan, TICK);
    assertThat(expired.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(expired.err()).contains("state-expired").contains("--rewind-to start");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|1", "3|3");
    assertThat(lake.run(plan, TICK, "--rewind-to", "start").out()).contains("status: published");
    assertThat(rows(lake, plan, "orders")).containsExactly("1|1", "3|3", "4|4", "5|5");
  }

  @Test
  void anOutputThatWasLeftBehindReadsWhatTheOthersReadAndThenAllGoOn(@TempDir Path folder)
      throws IOException {
    var plan =
        fixture()
            .output("first", "events", WriteMode.APPEND, "", amounts())
            .output("second", "events", WriteMode.UPSERT, "amount", amounts())
            .build();
    var lake = lake(folder, plan, "1, 1");
    lake.run(plan, TICK);
    insert(lake, plan, "2, 2");
    lake.whenPublished(
        "first",
        () -> {
          throw new IllegalStateException("the process dies here");
        });
    assertThat(lake.run(plan, TICK).code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(rows(lake, plan, "first")).hasSize(2);
    assertThat(rows(lake, plan, "second")).hasSize(1);
    insert(lake, plan, "3, 3");

    var next = lake.run(plan, TICK);

    assertThat(next.out()).contains("status: recovered").contains("status: published");
    assertThat(rows(lake, plan, "first")).containsExactly("1|1", "2|2", "3|3");
    assertThat(rows(lake, plan, "second")).containsExactly("1|1", "2|2", "3|3");
    assertThat(lake.rows(plan, "SELECT DISTINCT _batch_id FROM lakehouse.retail.first"))
        .isEqualTo(lake.rows(plan, "SELECT DISTINCT _batch_id FROM lakehouse.retail.second"))
        .hasSize(3);
    assertThat(lake.run(plan, TICK).out()).contains("status: nothing-to-do");
  }
}
