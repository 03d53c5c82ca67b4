package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else writes a table while a batch is between its audit and its publish, or before. */
@Tag("slow")
class BatchConcurrencyTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String SECOND = "lakehouse.retail.second";
  private static final String ROWS = "SELECT id, amount FROM " + SECOND;
  private static final String REPLACED = "SELECT count(*) FROM lakehouse.retail.second.history";

  private static JobPlan plan(WriteMode mode) {
    var columns = Columns.amounts();
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", columns)
        .output("first", "files", WriteMode.APPEND, "", columns)
        .output("second", "files", mode, "amount", columns)
        .build();
  }

  private static Lake lake(Path folder) throws IOException {
    return new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,2\n");
  }

  private static void published(Lake lake, JobPlan plan) throws IOException {
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out()).contains("status: published");
  }

  @Test
  void w14WhatAnotherWriterCommitsBeforeThePublishStaysBesideIt(@TempDir Path folder)
      throws IOException {
    var plan = plan(WriteMode.APPEND);
    var lake = lake(folder);
    lake.whenPublished(
        "first",
        () -> lake.session(plan).sql("INSERT INTO " + SECOND + " VALUES (7, 70, 'by hand')"));
    published(lake, plan);
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|1", "2|2", "7|70");
    assertThat(lake.rows(plan, "SELECT count(*) FROM lakehouse.retail.first")).containsExactly("2");
    assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");
  }

  @Test
  void w14AnUpsertIsMergedAgainWithWhatAnotherWriterCommitted(@TempDir Path folder)
      throws IOException {
    var plan = plan(WriteMode.UPSERT);
    var lake = lake(folder);
    lake.whenPublished(
        "first",
        () -> lake.session(plan).sql("INSERT INTO " + SECOND + " VALUES (1, 9, 'x'), (2, 0, 'x')"));
    published(lake, plan);
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|9", "2|2");
  }

  @Test
  void w15ATableThatWasRolledBackByHandIsNotWritten(@TempDir Path folder) throws IOException {
    var plan = plan(WriteMode.APPEND);
    var lake = lake(folder);
    published(lake, plan);
    var before = lake.rows(plan, "SELECT snapshot_id FROM lakehouse.retail.second.history").get(0);
    lake.file("orders/a.csv", "id,amount\n3,3\n");
    published(lake, plan);
    lake.session(plan)
        .sql("CALL lakehouse.system.rollback_to_snapshot('retail.second', " + before + ")");
    lake.file("orders/a.csv", "id,amount\n4,4\n");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(outcome.err()).contains("rolled-back", "retail.second");
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|1", "2|2");
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.first")).containsExactly("3");
  }

  @Test
  void w17APropertyThatChangesBeforeThePublishOnlyRepeatsTheTransaction(@TempDir Path folder)
      throws IOException {
    var plan = plan(WriteMode.APPEND);
    var lake = lake(folder);
    lake.whenPublished(
        "first",
        () ->
            lake.session(plan)
                .sql("ALTER TABLE " + SECOND + " SET TBLPROPERTIES ('owner.note' = 'seen')"));
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out().lines().filter(line -> line.contains("writing")))
        .as("each output is staged once")
        .hasSize(2);
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|1", "2|2");
    assertThat(lake.rows(plan, REPLACED)).containsExactly("1");
    assertThat(lake.rows(plan, "SHOW TBLPROPERTIES " + SECOND + "('owner.note')"))
        .containsExactly("owner.note|seen");
  }

  @Test
  void runsOfSeveralBatchesAtOnceAllArriveAndTheLedgerKnowsEach(@TempDir Path folder)
      throws Exception {
    var plan = plan(WriteMode.APPEND);
    var lake = lake(folder);
    published(lake, plan);
    var ticks = IntStream.rangeClosed(1, 3).mapToObj("2026-03-0%dT00:00:00Z"::formatted).toList();
    for (var outcome : lake.runAtOnce(plan, ticks)) {
      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    }
    assertThat(lake.rows(plan, "SELECT count(*), count(DISTINCT _batch_id) FROM " + SECOND))
        .containsExactly("8|4");
    for (var tick : ticks) {
      assertThat(lake.run(plan, tick).out()).contains("status: unchanged");
    }
  }
}
