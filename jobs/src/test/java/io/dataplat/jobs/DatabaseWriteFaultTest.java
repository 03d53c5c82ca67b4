package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.BrokenCommit;
import io.dataplat.jobs.fixture.BrokenCommit.Fate;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DatabaseTarget;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import io.dataplat.jobs.fixture.TargetDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes into a database that break: its tables are as before or as after. */
@Tag("slow")
@ParameterizedClass
@EnumSource(names = {"POSTGRESQL", "MYSQL"})
class DatabaseWriteFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final List<String> OLD = List.of("1|10", "2|20");
  private static final List<String> NEW = List.of("1|11", "3|30");

  private final Place system;
  private TargetDatabase database;
  private Lake lake;

  DatabaseWriteFaultTest(Place system) {
    this.system = system;
  }

  @BeforeEach
  void twoTablesThatWereWrittenOnce(@TempDir Path folder) throws IOException {
    database = TargetDatabase.of(system);
    lake = database.known(new Lake(folder)).file("a.csv", "id,amount\n1,10\n2,20\n");
    assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(rows("first")).isEqualTo(OLD);
    lake.file("a.csv", "id,amount\n1,11\n3,30\n");
  }

  private JobPlan plan() {
    return plan(database.connection());
  }

  private static JobPlan plan(Connection connection) {
    var plan =
        new PlanFixture()
            .database(connection)
            .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
            .output("first", "files", WriteMode.APPEND, "", Columns.amounts())
            .output("second", "files", WriteMode.OVERWRITE, "", Columns.amounts())
            .build();
    var moved = DatabaseTarget.in(plan, "retail.first", "first");
    return DatabaseTarget.in(moved, "retail.second", "second");
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
    allIsPublished(plan());
  }

  private void allIsPublished(JobPlan plan) throws IOException {
    assertThat(rows("first")).isEqualTo(NEW);
    assertThat(rows("second")).isEqualTo(NEW);
    assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");
    assertThat(lake.rows(plan(), "SHOW TABLES IN lakehouse.retail LIKE '*dataplat*'")).isEmpty();
  }

  private static void fails(Lake.Outcome outcome, String table) {
    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err()).contains("database-failed", table, "could not be written");
  }

  @Test
  void aConnectionThatIsDroppedWhileItCopies() throws Exception {
    var killer = CompletableFuture.runAsync(this::endWhoCopies);
    // The first row waits for so long that the copy is seen.
    database.slow("second");

    fails(lake.run(plan(), TICK), "`second` of `crm`");

    killer.get();
    nothingIsPublished();
    database.fast("second");
    theNextRunWorks();
  }

  private void endWhoCopies() {
    while (database.endSlow() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aConnectionThatIsLostBetweenStagingAndPublish() throws IOException {
    lake.whenWriting("second", () -> assertThat(database.endStaged()).isOne());

    fails(lake.run(plan(), TICK), "`first` of `crm`");

    nothingIsPublished();
    theNextRunWorks();
  }

  @Test
  void aServerThatEndsAllConnectionsBetweenTwoPublishes() throws IOException {
    lake.whenPublished("first", () -> assertThat(database.endStaged()).isOne());

    fails(lake.run(plan(), TICK), "`second` of `crm`");

    assertThat(rows("first")).isEqualTo(NEW);
    assertThat(rows("second")).isEqualTo(OLD);
    theNextRunWorks();
  }

  @Test
  void aCommitThatNeverArrives() throws IOException {
    try (var way = new BrokenCommit(database.connection())) {
      lake.whenWriting("second", () -> way.breakNext(Fate.LOST));

      fails(lake.run(plan(way.connection()), TICK), "`first` of `crm`");

      assertThat(way.isArmed()).isFalse();
    }
    nothingIsPublished();
    theNextRunWorks();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundInTheLedger() throws IOException {
    try (var way = new BrokenCommit(database.connection())) {
      lake.whenWriting("second", () -> way.breakNext(Fate.UNANSWERED));

      var outcome = lake.run(plan(way.connection()), TICK);

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
      assertThat(way.isArmed()).isFalse();
      allIsPublished(plan(way.connection()));
    }
  }

  @Test
  void aProcessThatIsKilledWhileItIsStaged() throws Exception {
    database.slow("second");
    try (var process = SpawnedJob.batch(lake, plan(), TICK, "--run-id", "killed")) {
      process.await(database::isSlow);
    }
    nothingIsPublished();
    // The server hears of it only when it next speaks to the process.
    database.endSlow();
    database.fast("second");
    theNextRunWorks();
    assertThat(
            lake.rows(plan(), "SELECT status FROM lakehouse.dataplat.runs WHERE run_id = 'killed'"))
        .containsExactly("abandoned");
  }

  @Test
  void twoRunsAtOnceBothArrive() throws Exception {
    var other = "2026-03-31T01:00:00Z";
    for (var outcome : lake.runAtOnce(plan(), List.of(TICK, other))) {
      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
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
            while (!database.isWaiting()) {
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
