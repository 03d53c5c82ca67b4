package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.LocalRun;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import io.dataplat.jobs.fixture.Upkeep;
import io.dataplat.jobs.maintenance.ReaderLag;
import io.dataplat.jobs.maintenance.TableOutcome;
import io.dataplat.jobs.maintenance.TableStatus;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.ChangesPosition;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tables are looked after: nothing that somebody needs goes, and everything else does. */
@Tag("slow")
class MaintenanceTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String ORDERS = "lakehouse.retail.orders";
  private static final String ROWS = "SELECT id, amount FROM " + ORDERS;
  private static final int SMALL_FILES = 6;

  private static JobPlan plan() {
    return new PlanFixture()
        .amounts("files", "orders/*.csv")
        .output("orders", "files", WriteMode.APPEND, "", Columns.amounts())
        .build();
  }

  private static Lake lake(Path folder) throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,2\n3,-1\n");
    published(lake, plan());
    return lake;
  }

  private static void published(Lake lake, JobPlan plan, String... more) throws IOException {
    var outcome = lake.run(plan, TICK, more);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out()).contains("status: published");
  }

  /** Adds files of one row each, as a stream would. */
  private static void addSmallFiles(Lake lake, String table) {
    for (int id = 10; id < 10 + SMALL_FILES; id++) {
      lake.session(plan()).sql("INSERT INTO " + table + " VALUES (" + id + ", 1, 'stream/1')");
    }
  }

  private static TableOutcome only(List<TableOutcome> outcomes) {
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  private static TargetTable orders(Lake lake) {
    return new TargetTable(lake.session(plan()), ORDERS);
  }

  @Test
  void w03SmallFilesAreJoinedSnapshotsGoAndNoRowIsThereTwiceAfterwards(@TempDir Path folder)
      throws IOException {
    var lake = lake(folder);
    addSmallFiles(lake, ORDERS);
    var rows = lake.rows(plan(), "SELECT id, amount, _batch_id FROM " + ORDERS);
    var upkeep = new Upkeep(lake, plan()).table("retail.orders").table("retail.none");

    var run = upkeep.run();

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("maintained retail.orders")
        .contains("7 files to 1 file")
        .contains("absent     retail.none")
        .contains("status: published");
    assertThat(lake.rows(plan(), "SELECT id, amount, _batch_id FROM " + ORDERS)).isEqualTo(rows);
    var head = orders(lake).load().currentSnapshot();
    assertThat(head.operation()).isEqualTo("replace");

    var later = only(new Upkeep(lake, plan()).table("retail.orders").after(8));
    assertThat(later.changes().snapshotsRemoved()).isPositive();
    assertThat(orders(lake).load().snapshots()).hasSize(1);
    published(lake, plan(), "--force", "true");
    assertThat(lake.rows(plan(), "SELECT count(*), count(DISTINCT id) FROM " + ORDERS))
        .containsExactly("8|8");
    assertThat(
            lake.rows(
                plan(),
                "SELECT t.table, t.status, t.files_before, t.files_after FROM"
                    + " (SELECT explode(tables) t FROM lakehouse.dataplat.runs"
                    + " WHERE mode = 'maintenance')"))
        .containsExactly("retail.none|absent|0|0", "retail.orders|maintained|7|1");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void upkeepThatIsKilledLeavesAWholeTableAndTheNextGoesOn(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = lake(folder);
    addSmallFiles(lake, ORDERS);
    var upkeep = new Upkeep(lake, plan()).table("retail.orders").plan();
    var durable =
        List.of("state/**/orders/data/**.parquet", "state/**/orders/metadata/*.metadata.json");
    for (var glob : durable) {
      var before = SpawnedJob.files(folder, glob).size();
      try (var process = SpawnedJob.local(folder, List.of(upkeep))) {
        process.awaitFile(glob, before);
      }
      assertThat(lake.rows(plan(), "SELECT count(*), count(DISTINCT id) FROM " + ORDERS))
          .containsExactly("8|8");
    }

    var next = LocalRun.of(folder, List.of(upkeep));

    assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan(), "SELECT count(*), count(DISTINCT id) FROM " + ORDERS))
        .containsExactly("8|8");
    assertThat(lake.rows(plan(), "SELECT count(*) FROM " + ORDERS + ".files")).containsExactly("1");
  }

  @Test
  void m02ASnapshotStaysForAReaderThatLagsButNotForEver(@TempDir Path folder) throws IOException {
    var lake = lake(folder);
    var consumed = orders(lake).load().currentSnapshot().snapshotId();
    addSmallFiles(lake, ORDERS);
    lake.session(plan()).sql("CREATE TABLE lakehouse.retail.copies (id BIGINT) USING iceberg");
    lake.session(plan()).sql("INSERT INTO lakehouse.retail.copies VALUES (1)");
    var copies = new TargetTable(lake.session(plan()), "lakehouse.retail.copies");
    copies
        .load()
        .updateProperties()
        .set(
            Upkeep.ledgerKey(),
            Ledger.EMPTY
                .readTo(new ChangesPosition("retail.orders", ChangesPosition.START, "" + consumed))
                .text())
        .commit();
    var upkeep = new Upkeep(lake, plan()).table("retail.orders", "retail.copies");

    var needed = since(lake, consumed);

    var held = only(upkeep.after(10));

    assertThat(since(lake, consumed)).containsAll(needed).hasSizeGreaterThan(SMALL_FILES);
    assertThat(held.readers())
        .singleElement()
        .satisfies(
            lag -> {
              assertThat(lag.reader()).isEqualTo("retail.reader.read");
              assertThat(lag.lag().toDays()).isBetween(9L, 10L);
              assertThat(lag.isOverdue()).isFalse();
            });

    var overdue = only(upkeep.after(31));

    assertThat(overdue.readers()).singleElement().matches(ReaderLag::isOverdue);
    assertThat(overdue.changes().snapshotsRemoved()).isPositive();
    assertThat(orders(lake).load().snapshot(consumed)).isNull();
    assertThat(lake.rows(plan(), "SELECT count(*) FROM " + ORDERS)).containsExactly("8");
  }

  /** The snapshots that a reader needs which has come so far. */
  private static List<Long> since(Lake lake, long consumed) {
    var table = orders(lake).load();
    var from = table.snapshot(consumed).sequenceNumber();
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(snapshot -> snapshot.sequenceNumber() >= from)
        .map(Snapshot::snapshotId)
        .toList();
  }

  @Test
  void aCompactionBeforeThePublishLosesNoRowOfAnAppendOrAnUpsert(@TempDir Path folder)
      throws IOException {
    for (var mode : List.of(WriteMode.APPEND, WriteMode.UPSERT)) {
      var columns = Columns.amounts();
      var plan =
          new PlanFixture()
              .csv("files", ReadMode.FULL, "orders/*.csv", columns)
              .output("first", "files", WriteMode.APPEND, "", columns)
              .output("second", "files", mode, "amount", columns)
              .build();
      var lake = new Lake(folder.resolve(mode.name()));
      Files.createDirectories(lake.folder());
      lake.file("orders/a.csv", "id,amount\n1,1\n2,2\n");
      published(lake, plan);
      addSmallFiles(lake, "lakehouse.retail.second");
      lake.file("orders/a.csv", "id,amount\n1,5\n10,7\n30,3\n");
      lake.whenPublished(
          "first",
          () ->
              assertThat(only(new Upkeep(lake, plan).table("retail.second").after(0)).changes())
                  .satisfies(changes -> assertThat(changes.filesCompacted()).isPositive()));

      var outcome = lake.run(plan, "2026-03-31T01:00:00Z");

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
      var expected = mode == WriteMode.APPEND ? "11|9" : "9|9";
      assertThat(
              lake.rows(plan, "SELECT count(*), count(DISTINCT id) FROM lakehouse.retail.second"))
          .containsExactly(expected);
      assertThat(lake.rows(plan, "SELECT max(amount) FROM lakehouse.retail.second WHERE id = 10"))
          .containsExactly("7");
    }
  }

  @Test
  void theFilesOfAnAppendAreStagedAgainWhenUpkeepHasMovedMain(@TempDir Path folder)
      throws IOException {
    var lake = lake(folder);
    addSmallFiles(lake, ORDERS);
    var target = orders(lake);
    var branch = Branch.create(target, "dataplat_0123", "run");
    lake.session(plan())
        .sql("INSERT INTO " + branch.sql() + " VALUES (90, 1, 'stream/2'), (91, 1, 'stream/2')");
    var written = added(target.load(), branch.snapshot());
    only(new Upkeep(lake, plan()).table("retail.orders").after(0));

    branch.publishAnew("note", staged -> "at " + staged.snapshot(), table -> {});

    assertThat(lake.rows(plan(), "SELECT count(*), count(DISTINCT id) FROM " + ORDERS))
        .containsExactly("10|10");
    var published = target.load();
    assertThat(added(published, published.currentSnapshot().snapshotId())).isEqualTo(written);
    assertThat(published.properties())
        .containsEntry("note", "at " + published.currentSnapshot().snapshotId())
        .doesNotContainKey("dataplat.staging.dataplat_0123");
    assertThat(published.refs()).containsOnlyKeys("main");
  }

  private static List<String> added(Table table, long snapshot) {
    var files = new ArrayList<String>();
    SnapshotChanges.builderFor(table)
        .snapshot(table.snapshot(snapshot))
        .build()
        .addedDataFiles()
        .forEach(file -> files.add(file.location()));
    assertThat(files).isNotEmpty();
    return files.stream().sorted().toList();
  }

  @Test
  void oldRowsGoByWholeFilesAndThenByRowsAndNeverAtTheFrontier(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "orders/*.csv",
                key("id", "bigint"),
                required("at", "timestamp"))
            .partitionedOutput(
                "orders",
                "files",
                WriteMode.APPEND,
                "at",
                key("id", "bigint"),
                required("at", "timestamp"))
            .build();
    var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    var lake =
        new Lake(folder)
            .file(
                "orders/a.csv",
                "id,at\n1,%s\n2,%s\n3,%s\n4,%s\n"
                    .formatted(
                        today.minus(40, ChronoUnit.DAYS),
                        today.minus(31, ChronoUnit.DAYS).plusSeconds(60),
                        today.minus(30, ChronoUnit.DAYS),
                        today.minus(1, ChronoUnit.DAYS)));
    var tick = today.minus(35, ChronoUnit.DAYS);
    lake.run(plan, tick.toString());
    var upkeep = new Upkeep(lake, plan).keeping("orders", "at", 30);

    // The writer is complete through 35 days ago, so that it may still add to what came after.
    assertThat(only(upkeep.after(0)).changes().rowsExpired()).isEqualTo(1);
    assertThat(lake.rows(plan, "SELECT id FROM " + ORDERS)).containsExactly("2", "3", "4");
    var head = orders(lake).load().currentSnapshot();
    assertThat(head.operation()).isEqualTo("delete");
    assertThat(head.summary()).containsEntry("dataplat.maintenance", "retention");

    lake.file("orders/a.csv", "id,at\n5,%s\n".formatted(today));
    lake.run(plan, today.toString());
    assertThat(only(upkeep.after(0)).changes().rowsExpired()).isEqualTo(1);
    assertThat(lake.rows(plan, "SELECT id FROM " + ORDERS)).containsExactly("3", "4", "5");
    assertThat(only(upkeep.after(0)).changes().rowsExpired()).isZero();
  }

  @Test
  void rejectedRowsAndRecordsGoWithTheirAge(@TempDir Path folder) throws IOException {
    var lake = lake(folder);
    var rejected = "retail.orders_daily__build__quarantine";
    var upkeep =
        new Upkeep(lake, plan()).keepingRejected(rejected, 30).keepingRecords("dataplat.runs", 400);

    upkeep.after(29);
    assertThat(lake.rows(plan(), "SELECT count(*) FROM lakehouse." + rejected))
        .containsExactly("1");
    assertThat(upkeep.after(32))
        .extracting(TableOutcome::status)
        .containsExactly(TableStatus.MAINTAINED, TableStatus.UNCHANGED);
    assertThat(lake.rows(plan(), "SELECT count(*) FROM lakehouse." + rejected))
        .containsExactly("0");
    upkeep.after(402);
    assertThat(lake.rows(plan(), "SELECT count(*) FROM lakehouse.dataplat.runs"))
        .containsExactly("0");
  }

  @Test
  void filesThatNobodyKnowsGoWhenTheyAreOldAndTheTableIsAloneInItsFolder(@TempDir Path folder)
      throws IOException {
    var lake = lake(folder);
    var data = Path.of(URI.create(orders(lake).load().location())).resolve("data");
    var old = old(data.resolve("quarantine-left.parquet"));
    var known = old(data.resolve("list-77.json"));
    var young = Files.writeString(data.resolve("young.parquet"), "x");
    var outside = old(lake.state().resolve("warehouse/lakehouse/other.parquet"));
    orders(lake).load().updateProperties().set("dataplat.note", "reads list-77.json").commit();
    var upkeep = new Upkeep(lake, plan()).table("retail.orders");

    assertThat(only(upkeep.after(0)).changes().orphansRemoved()).isEqualTo(1);

    assertThat(old).doesNotExist();
    assertThat(known).exists();
    assertThat(young).exists();
    assertThat(outside).exists();
    assertThat(lake.rows(plan(), ROWS)).containsExactly("1|1", "2|2");

    lake.session(plan())
        .sql("CREATE TABLE lakehouse.retail.orders.below (id BIGINT) USING iceberg");
    old(data.resolve("quarantine-left.parquet"));
    var refused =
        new Upkeep(lake, plan()).table("retail.orders").table("retail.orders.below").after(0);
    assertThat(refused)
        .extracting(TableOutcome::rule)
        .allMatch(rule -> rule.equals(Optional.of("shared-location")));
    assertThat(old).exists();
  }

  private static Path old(Path file) throws IOException {
    Files.writeString(file, "x");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(10, ChronoUnit.DAYS)));
  }

  @Test
  void tablesThatStagingHasLeftBesideGoAndOthersStay(@TempDir Path folder) throws IOException {
    var lake = lake(folder);
    for (var name : List.of("orders__dataplat_0123__versions", "orders_dataplat_0123", "others")) {
      lake.session(plan()).sql("CREATE TABLE lakehouse.retail." + name + " AS SELECT 1 AS id");
    }
    var upkeep = new Upkeep(lake, plan()).table("retail.orders");

    assertThat(only(upkeep.after(6)).changes().branchesRemoved()).isZero();
    assertThat(only(upkeep.after(8)).changes().branchesRemoved()).isEqualTo(1);
    assertThat(lake.rows(plan(), "SHOW TABLES IN lakehouse.retail"))
        .noneMatch(table -> table.contains("__dataplat_"))
        .anyMatch(table -> table.contains("orders_dataplat_0123"))
        .anyMatch(table -> table.contains("others"));
  }

  @Test
  void branchesOfAttemptsThatEndedLongAgoGo(@TempDir Path folder) throws IOException {
    var lake = lake(folder);
    var target = orders(lake);
    Branch.create(target, "dataplat_written", "run").advance();
    Branch.create(target, "dataplat_empty", "run");
    target.load().manageSnapshots().createBranch("people_made_this").commit();
    var upkeep = new Upkeep(lake, plan()).table("retail.orders");

    assertThat(only(upkeep.after(6)).changes().branchesRemoved()).isZero();
    assertThat(only(upkeep.after(8)).changes().branchesRemoved()).isEqualTo(1);
    assertThat(target.load().refs()).containsKey("dataplat_empty");
    assertThat(only(upkeep.after(14)).changes().branchesRemoved()).isEqualTo(1);

    assertThat(target.load().refs()).containsOnlyKeys("main", "people_made_this");
    assertThat(target.load().properties().keySet())
        .noneMatch(key -> key.startsWith("dataplat.staging") || key.contains("seen"));
  }
}
