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
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that fails or refuses: nothing is published, and the next run works. */
@Tag("slow")
class DatabaseFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String ROWS = "SELECT id, amount FROM lakehouse.retail.orders";
  private static final String READER = "usename = 'reader' AND datname = current_database()";

  private Postgres database;
  private Lake lake;

  @BeforeEach
  void aTableThatWasCopiedOnce(@TempDir Path folder) throws IOException {
    database =
        Postgres.database()
            .run(
                "CREATE TABLE kept (id int8, amount int8)",
                "INSERT INTO kept VALUES (1, 10), (2, 20)",
                "CREATE VIEW amounts AS SELECT * FROM kept");
    lake = database.known(new Lake(folder));
    assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
    database.run("UPDATE kept SET amount = amount + 1");
  }

  private JobPlan plan() {
    return plan(Columns.amounts());
  }

  private JobPlan plan(ContractColumn... columns) {
    return plan(database.connection(), columns);
  }

  private static JobPlan plan(Connection connection, ContractColumn... columns) {
    return new PlanFixture()
        .database(connection)
        .databaseTable(
            "rows",
            ReadMode.FULL,
            "public.amounts",
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
    assertThat(lake.rows(plan(), "SELECT name FROM lakehouse.retail.orders.refs"))
        .containsExactly("main");
  }

  private void theNextRunWorks() throws IOException {
    var outcome = lake.run(plan(), TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan(), ROWS)).containsExactly("1|11", "2|21");
    assertThat(database.values("SELECT count(*) FROM pg_stat_activity WHERE " + READER))
        .containsExactly("0");
  }

  @Test
  void aConnectionThatIsDroppedHalfWay() throws IOException, InterruptedException {
    database.run(
        "CREATE OR REPLACE VIEW amounts AS SELECT id, amount + 0 * length(pg_sleep("
            + "CASE WHEN id > 1 THEN 60 ELSE 0 END)::text) AS amount FROM kept");
    var killer = new Thread(this::killWhoCopies, "killer");
    killer.start();

    fails(plan(), ExitCode.UNEXPECTED, "database-failed", "`public.amounts` of `crm`", "SQL state");

    killer.join();
    database.run("CREATE OR REPLACE VIEW amounts AS SELECT * FROM kept");
    theNextRunWorks();
  }

  // The first row is on its way when the server waits for the second one.
  private void killWhoCopies() {
    var isKilled = false;
    while (!isKilled) {
      isKilled =
          !database
              .values(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                      + READER
                      + " AND wait_event = 'PgSleep'")
              .isEmpty();
    }
  }

  @Test
  void aStateThatIsLostBeforeAllHaveReadIt() throws IOException {
    lake.whenWriting(
        "orders",
        () ->
            database.values(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + READER));

    fails(plan(), ExitCode.UNEXPECTED, "database-failed", "`public.amounts` of `crm`");

    theNextRunWorks();
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
    fails(plan(), ExitCode.INPUT_REFUSED, "database-login-refused", "`public.amounts` of `crm`");
    database.known(lake);
    theNextRunWorks();
  }

  @Test
  void aTableThatIsMissing() throws IOException {
    database.run("ALTER VIEW amounts RENAME TO other");
    fails(plan(), ExitCode.INPUT_REFUSED, "missing-input", "`public.amounts` of `crm`");
    database.run("ALTER VIEW other RENAME TO amounts");
    theNextRunWorks();
  }

  @Test
  void aTableThatMayNotBeRead() throws IOException {
    database.run("REVOKE pg_read_all_data FROM reader", "GRANT SELECT ON kept TO reader");
    try {
      fails(plan(), ExitCode.INPUT_REFUSED, "database-permission-missing", "`public.amounts`");
    } finally {
      database.run("GRANT pg_read_all_data TO reader");
    }
    theNextRunWorks();
  }

  @Test
  void columnsThatAreNotThoseOfTheContract() throws IOException {
    fails(
        plan(key("id", "bigint"), required("amount", "bigint"), required("Note", "string")),
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "has no column `Note`");
    fails(
        plan(key("id", "int"), required("amount", "bigint")),
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "has `id` of the type `int8`, which does not widen to `INT`");
    theNextRunWorks();
  }
}
