package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DatabaseTarget;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Postgres;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes into a database that break: its tables are as before or as after. */
@Tag("slow")
class DatabaseWriteFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String STAGED =
      "usename = 'reader' AND datname = current_database() AND state = 'idle in transaction'";
  private static final String WAITING =
      "usename = 'reader' AND datname = current_database() AND wait_event_type = 'Lock'";
  private static final List<String> OLD = List.of("1|10", "2|20");
  private static final List<String> NEW = List.of("1|11", "3|30");

  private Postgres database;
  private Lake lake;

  @BeforeEach
  void twoTablesThatWereWrittenOnce(@TempDir Path folder) throws IOException {
    database = Postgres.database();
    lake = database.known(new Lake(folder)).file("a.csv", "id,amount\n1,10\n2,20\n");
    assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(rows("first")).isEqualTo(OLD);
    lake.file("a.csv", "id,amount\n1,11\n3,30\n");
  }

  private JobPlan plan() {
    var plan =
        new PlanFixture()
            .database(database.connection())
            .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
            .output("first", "files", WriteMode.APPEND, "", Columns.amounts())
            .output("second", "files", WriteMode.OVERWRITE, "", Columns.amounts())
            .build();
    var moved = DatabaseTarget.in(plan, "retail.first", "public.first");
    return DatabaseTarget.in(moved, "retail.second", "public.second");
  }

  private List<String> rows(String table) {
    return database.values("SELECT concat_ws('|', id, amount) FROM " + table + " ORDER BY 1");
  }

  private void nothingIsPublished() {
    assertThat(rows("first")).isEqualTo(OLD);
    assertThat(rows("second")).isEqualTo(OLD);
  }

  private void theNextRunWorks() throws IOException {
    var outcome = lake.run(plan(), TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(rows("first")).isEqualTo(NEW);
    assertThat(rows("second")).isEqualTo(NEW);
    assertThat(lake.run(plan(), TICK).out()).contains("status: unchanged");
    assertThat(lake.rows(plan(), "SHOW TABLES IN lakehouse.retail LIKE '*dataplat*'")).isEmpty();
  }

  private List<String> end(String which) {
    return database.values("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + which);
  }

  private void fails(Lake.Outcome outcome, String table) {
    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err()).contains("database-failed", table, "could not be written");
  }

  @Test
  void aConnectionThatIsDroppedWhileItCopies() throws Exception {
    var killer = CompletableFuture.runAsync(this::endWhoCopies);
    // The first row waits for so long that the copy is seen.
    database.run(
        "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(60); RETURN NEW; END'",
        "CREATE TRIGGER nap BEFORE INSERT ON second FOR EACH ROW EXECUTE FUNCTION nap()");

    fails(lake.run(plan(), TICK), "`public.second` of `crm`");

    killer.get();
    nothingIsPublished();
    database.run("DROP TRIGGER nap ON second");
    theNextRunWorks();
  }

  private void endWhoCopies() {
    while (end("usename = 'reader' AND datname = current_database() AND wait_event = 'PgSleep'")
        .isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aConnectionThatIsLostBetweenStagingAndPublish() throws IOException {
    lake.whenWriting("second", () -> assertThat(end(STAGED)).hasSize(1));

    fails(lake.run(plan(), TICK), "`public.first` of `crm`");

    nothingIsPublished();
    theNextRunWorks();
  }

  @Test
  void aServerThatEndsAllConnectionsBetweenTwoPublishes() throws IOException {
    lake.whenPublished("first", () -> assertThat(end(STAGED)).hasSize(1));

    fails(lake.run(plan(), TICK), "`public.second` of `crm`");

    assertThat(rows("first")).isEqualTo(NEW);
    assertThat(rows("second")).isEqualTo(OLD);
    theNextRunWorks();
  }

  @Test
  void aProcessThatIsKilledWhileItIsStaged() throws Exception {
    database.run(
        "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END'",
        "CREATE TRIGGER nap BEFORE INSERT ON second FOR EACH ROW EXECUTE FUNCTION nap()");
    try (var process = SpawnedJob.batch(lake, plan(), TICK, "--run-id", "killed")) {
      process.await(
          () ->
              !database
                  .values(
                      "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ="
                          + " current_database()")
                  .isEmpty());
    }
    nothingIsPublished();
    // The server hears of it only when it next speaks to the process.
    end("usename = 'reader' AND datname = current_database()");
    database.run("DROP TRIGGER nap ON second");
    theNextRunWorks();
    assertThat(
            lake.rows(plan(), "SELECT status FROM lakehouse.dataplat.runs WHERE run_id = 'killed'"))
        .containsExactly("abandoned");
  }

  @Test
  void twoRunsAtOnceBothArrive() throws Exception {
    var other = "2026-03-31T01:00:00Z";
    var pool = Executors.newFixedThreadPool(2);
    try {
      var running = Stream.<Future<Lake.Outcome>>builder();
      List.of(TICK, other).forEach(tick -> running.add(pool.submit(() -> lake.run(plan(), tick))));
      for (var run : running.build().toList()) {
        assertThat(run.get().code()).as(run.get().err()).isEqualTo(ExitCode.SUCCESS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(rows("first")).containsExactly("1|11", "1|11", "3|30", "3|30");
    assertThat(rows("second")).isEqualTo(NEW);
    for (var tick : List.of(TICK, other)) {
      assertThat(lake.run(plan(), tick).out()).contains("status: unchanged");
    }
  }

  @Test
  void aRunWaitsForTheOneThatHoldsTheLedger() throws Exception {
    var pool = Executors.newSingleThreadExecutor();
    try {
      var second = new CompletableFuture<Future<Lake.Outcome>>();
      lake.whenWriting(
          "second",
          () -> {
            second.complete(pool.submit(() -> lake.run(plan(), TICK)));
            while (database.values("SELECT 1 FROM pg_stat_activity WHERE " + WAITING).isEmpty()) {
              Thread.onSpinWait();
            }
          });
      assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
      assertThat(second.get().get().code())
          .as("%s", second.get().get())
          .isEqualTo(ExitCode.SUCCESS);
    } finally {
      pool.shutdownNow();
    }
    theNextRunWorks();
  }
}
