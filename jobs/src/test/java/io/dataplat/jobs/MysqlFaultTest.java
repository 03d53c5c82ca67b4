package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Consistency;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.Mysql;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MySQL that fails or refuses: nothing is published, and the next run works. */
@Tag("slow")
class MysqlFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String ROWS = "SELECT id, amount FROM lakehouse.retail.orders";

  private Mysql database;
  private Lake lake;

  @BeforeEach
  void aTableThatWasCopiedOnce(@TempDir Path folder) throws IOException {
    database =
        Mysql.database()
            .run(
                "CREATE TABLE kept (id BIGINT, amount BIGINT)",
                "INSERT INTO kept VALUES (1, 10), (2, 20)",
                "CREATE VIEW amounts AS SELECT * FROM kept");
    lake = database.known(new Lake(folder));
    assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
    database.run("UPDATE kept SET amount = amount + 1");
  }

  private JobPlan plan() {
    return plan(database.connection(false), Columns.amounts());
  }

  private static JobPlan plan(Connection connection, ContractColumn... columns) {
    return new PlanFixture()
        .database(connection)
        .databaseTable(
            "rows",
            ReadMode.FULL,
            "amounts",
            "",
            new JdbcInput(Optional.empty(), Optional.empty(), Consistency.SNAPSHOT),
            columns)
        .output("orders", "rows", WriteMode.OVERWRITE, "", Columns.amounts())
        .build();
  }

  private void fails(JobPlan plan, ExitCode code, String... said) throws IOException {
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
    assertThat(outcome.err()).contains(said).doesNotContain("sesame");
    assertThat(lake.rows(plan(), ROWS)).containsExactly("1|10", "2|20");
  }

  private void theNextRunWorks() throws IOException {
    var outcome = lake.run(plan(), TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan(), ROWS)).containsExactly("1|11", "2|21");
    assertThat(
            database.values(
                "SELECT count(*) FROM information_schema.processlist WHERE user = 'reader' AND"
                    + " command <> 'Killed' AND db = database()"))
        .containsExactly("0");
  }

  @Test
  void aConnectionThatIsDroppedHalfWay() throws IOException, InterruptedException {
    database.run(
        "CREATE OR REPLACE VIEW amounts AS"
            + " SELECT id, amount + SLEEP(IF(id > 1, 60, 0)) AS amount FROM kept");
    var killer = new Thread(this::killWhoReads, "killer");
    killer.start();

    fails(plan(), ExitCode.UNEXPECTED, "database-failed", "`amounts` of `crm`", "SQL state");

    killer.join();
    database.run("CREATE OR REPLACE VIEW amounts AS SELECT * FROM kept");
    theNextRunWorks();
  }

  private void killWhoReads() {
    var sleeping =
        "SELECT id FROM information_schema.processlist WHERE user = 'reader' AND state = 'User"
            + " sleep' AND db = database()";
    var found = database.values(sleeping);
    while (found.isEmpty()) {
      found = database.values(sleeping);
    }
    database.run("KILL " + found.get(0));
  }

  @Test
  void aServerThatSpeaksNoTlsIsToldNoPassword() throws IOException {
    fails(
        plan(database.connection(true), Columns.amounts()),
        ExitCode.UNEXPECTED,
        "database-failed",
        "the connection broke or could not be made");
    theNextRunWorks();
  }

  @Test
  void aPasswordThatIsWrong() throws IOException {
    lake.secret("/secrets/crm/password", "guessed");
    fails(plan(), ExitCode.INPUT_REFUSED, "database-login-refused", "`amounts` of `crm`");
    database.known(lake);
    theNextRunWorks();
  }

  @Test
  void aTableThatIsMissingOrMayNotBeRead() throws IOException {
    database.run("RENAME TABLE amounts TO other");
    fails(plan(), ExitCode.INPUT_REFUSED, "missing-input", "`amounts` of `crm`");
    database.run("RENAME TABLE other TO amounts");
    database.run("REVOKE SELECT ON *.* FROM reader", "GRANT SELECT ON kept TO reader");
    try {
      fails(plan(), ExitCode.INPUT_REFUSED, "database-permission-missing", "`amounts`");
    } finally {
      database.run("GRANT SELECT ON *.* TO reader");
    }
    theNextRunWorks();
  }

  @Test
  void columnsThatAreNotThoseOfTheContract() throws IOException {
    fails(
        plan(
            database.connection(false),
            key("id", "bigint"),
            required("amount", "bigint"),
            required("Note", "string")),
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "has no column `Note`");
    fails(
        plan(database.connection(false), key("id", "int"), required("amount", "bigint")),
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "has `id` of the type `bigint`, which does not widen to `INT`");
    theNextRunWorks();
  }
}
