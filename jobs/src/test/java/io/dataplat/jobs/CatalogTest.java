package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.RestCatalog;
import io.dataplat.jobs.fixture.RestCatalog.Fault;
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
    var columns = new ContractColumn[] {key("id", "bigint"), required("amount", "bigint")};
    return new PlanFixture()
        .restCatalog(catalog.uri())
        .csv("files", ReadMode.FULL, "orders/*.csv", columns)
        .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE)
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
    var methods = catalog.sound();
    var failed = 0;
    var version = 0;
    for (int n = 1; n <= methods.size(); n++) {
      for (var fault : faults(methods.get(n - 1), n)) {
        failed += theRunAfterOrItsNextArrives(plan, n, fault, ++version) ? 0 : 1;
      }
    }
    assertThat(failed).as("runs that failed").isGreaterThan(1);
  }

  // Of the requests that change nothing some are enough.
  private static List<Fault> faults(String method, int n) {
    if (method.equals("POST")) {
      return List.of(Fault.values());
    }
    return n % 5 == 0 ? List.of(Fault.REFUSED) : List.of();
  }

  private boolean theRunAfterOrItsNextArrives(JobPlan plan, int n, Fault fault, int version)
      throws IOException {
    lake.file("orders/a.csv", file(version));
    catalog.failing(n, fault);
    var outcome = lake.run(plan, TICK);
    catalog.sound();

    var what = "request " + n + " " + fault;
    var before = List.of("1|" + (version - 1));
    var after = List.of("1|" + version);
    assertThat(lake.rows(plan, FIRST)).as(what).isIn(before, after);
    assertThat(lake.rows(plan, SECOND)).as(what).isIn(before, after);
    theLedgersAgree(plan, what);
    if (outcome.code() != ExitCode.SUCCESS) {
      assertThat(outcome.code()).as(what + outcome.err()).isEqualTo(ExitCode.UNEXPECTED);
      assertThat(outcome.err()).as(what).startsWith("failed: catalog-failed: ").hasLineCount(1);
      var next = lake.run(plan, TICK);
      assertThat(next.code()).as(what + next.err()).isEqualTo(ExitCode.SUCCESS);
      theLedgersAgree(plan, what);
    }
    assertThat(lake.rows(plan, FIRST)).as(what).isEqualTo(after);
    assertThat(lake.rows(plan, SECOND)).as(what).isEqualTo(after);
    assertThat(lake.rows(plan, REJECTED)).as(what).containsExactly("1");
    return outcome.code() == ExitCode.SUCCESS;
  }

  // Each ledger names the snapshot that its last batch has published, which readers see.
  private void theLedgersAgree(JobPlan plan, String what) {
    for (var output : List.of("first", "second")) {
      var table = "lakehouse.retail." + output;
      var head = lake.rows(plan, "SELECT snapshot_id FROM " + table + ".refs WHERE name = 'main'");
      assertThat(lake.rows(plan, "SHOW TBLPROPERTIES " + table))
          .as(what)
          .anyMatch(
              line ->
                  line.startsWith("dataplat.ledger.") && line.contains(":" + head.get(0) + ","));
    }
  }

  private static String file(int version) {
    return "id,amount\n1," + version + "\n2,-" + (version + 1) + "\n";
  }
}
