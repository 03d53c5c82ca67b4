package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.RestCatalog;
import io.dataplat.jobs.fixture.RestCatalog.Fault;
import io.dataplat.jobs.fixture.RestCatalog.Request;
import io.dataplat.jobs.write.TargetTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables in a REST catalog on a PostgreSQL: published as in an embedded one, whatever it answers.
 */
@Tag("slow")
class CatalogTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String FIRST = "SELECT id, amount FROM lakehouse.retail.first";
  private static final String SECOND = "SELECT id, amount FROM lakehouse.retail.second";
  private static final String REJECTED =
      "SELECT count(*) FROM lakehouse.retail.orders_daily__build__quarantine";

  private RestCatalog catalog;
  private Lake lake;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    catalog = new RestCatalog(folder.resolve("tables"));
    lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,2\n3,-3\n");
  }

  @AfterEach
  void stop() throws IOException {
    catalog.close();
  }

  private JobPlan plan(WriteMode mode) {
    var columns = Columns.amounts();
    return new PlanFixture()
        .restCatalog(catalog.uri())
        .amounts("files", "orders/*.csv")
        .output("first", "files", WriteMode.APPEND, "", columns)
        .output("second", "files", mode, "amount", columns)
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteMode.class,
      names = {"APPEND", "OVERWRITE", "UPSERT"})
  void aBatchIsPublishedWithItsLedgerAndReplacedByAReRun(WriteMode mode) throws IOException {
    var plan = plan(mode);
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, SECOND)).containsExactly("1|1", "2|2");
    assertThat(lake.rows(plan, "SHOW TBLPROPERTIES lakehouse.retail.second"))
        .anyMatch(line -> line.startsWith("dataplat.ledger.retail.orders_daily.build.second"));
    assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");

    lake.file("orders/a.csv", "id,amount\n1,10\n2,20\n");

    assertThat(lake.run(plan, TICK).out()).contains("status: published");
    assertThat(lake.rows(plan, SECOND)).containsExactly("1|10", "2|20");
    assertThat(lake.rows(plan, "SELECT name FROM lakehouse.retail.second.refs"))
        .containsExactly("main");
  }

  @Test
  void w14AndW17InACatalogThatComparesOnlyWhatACommitNames() throws IOException {
    var plan = plan(WriteMode.APPEND);
    lake.whenPublished(
        "first",
        () -> {
          var session = lake.session(plan);
          session.sql("ALTER TABLE lakehouse.retail.second SET TBLPROPERTIES ('a' = 'b')");
          session.sql("INSERT INTO lakehouse.retail.second VALUES (7, 70, 'by hand')");
        });
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, SECOND)).containsExactly("1|1", "2|2", "7|70");
    assertThat(lake.rows(plan, FIRST)).containsExactly("1|1", "2|2");
  }

  @Test
  void whicheverRequestFailsEachTableIsAsBeforeOrAsAfter() throws IOException {
    var plan = plan(WriteMode.OVERWRITE);
    lake.run(plan, TICK);
    lake.file("orders/a.csv", file(0));
    catalog.sound();
    assertThat(lake.run(plan, TICK).code()).isEqualTo(ExitCode.SUCCESS);
    var requests = catalog.sound();
    var failed = 0;
    var version = 0;
    for (int n = 1; n <= requests.size(); n++) {
      for (var fault : faults(requests, n)) {
        failed += theRunAfterOrItsNextArrives(plan, n, fault, ++version) ? 0 : 1;
      }
    }
    assertThat(failed).as("runs that failed").isGreaterThan(1);
  }

  private static List<Fault> faults(List<Request> requests, int n) {
    var request = requests.get(n - 1);
    var later = requests.subList(n, requests.size());
    if (request.isChange()) {
      return later.contains(request) ? List.of() : List.of(Fault.REFUSED, Fault.ANSWER_LOST);
    }
    // The client repeats a read: it fails only with its repetition.
    return !later.isEmpty() && later.get(0).isSeen() ? List.of(Fault.REFUSED_TWICE) : List.of();
  }

  private boolean theRunAfterOrItsNextArrives(JobPlan plan, int n, Fault fault, int version)
      throws IOException {
    lake.file("orders/a.csv", file(version));
    catalog.failing(n, fault);
    var outcome = lake.run(plan, TICK);
    var what = fault + ": " + catalog.sound().get(n - 1);
    if (outcome.code() != ExitCode.SUCCESS) {
      assertThat(outcome.code()).as(what + outcome.err()).isEqualTo(ExitCode.UNEXPECTED);
      assertThat(outcome.err()).as(what).startsWith("failed: catalog-failed: ").hasLineCount(1);
      assertThat(rows(plan))
          .as(what)
          .isIn(rows(version - 1, version - 1), rows(version, version - 1), rows(version, version));
      theLedgersAgree(plan, what);
      var next = lake.run(plan, TICK);
      assertThat(next.code()).as(what + next.err()).isEqualTo(ExitCode.SUCCESS);
    }
    assertThat(rows(plan)).as(what).isEqualTo(rows(version, version));
    theLedgersAgree(plan, what);
    assertThat(lake.rows(plan, REJECTED)).as(what).containsExactly("1");
    return outcome.code() == ExitCode.SUCCESS;
  }

  private List<String> rows(JobPlan plan) {
    return lake.rows(
        plan,
        FIRST.replace("id", "'first', id") + " UNION ALL " + SECOND.replace("id", "'second', id"));
  }

  private static List<String> rows(int first, int second) {
    return List.of("first|1|" + first, "second|1|" + second);
  }

  // Each ledger names the snapshot that its last batch has published, which readers see.
  private void theLedgersAgree(JobPlan plan, String what) {
    var session = lake.session(plan);
    for (var output : List.of("first", "second")) {
      var table = new TargetTable(session, "lakehouse.retail." + output).load();
      assertThat(table.properties())
          .as(what)
          .extractingByKey("dataplat.ledger.retail.orders_daily.build." + output)
          .asString()
          .contains(":" + table.currentSnapshot().snapshotId() + ",");
    }
  }

  private static String file(int version) {
    return "id,amount\n1," + version + "\n2,-" + (version + 1) + "\n";
  }
}
