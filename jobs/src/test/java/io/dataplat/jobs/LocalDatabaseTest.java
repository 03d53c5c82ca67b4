package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.allowed;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.Consistency;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.SecretFile;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DatabaseTarget;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.LocalRun;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.local.LocalDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Embedded databases of local runs. */
@Tag("slow")
class LocalDatabaseTest {

  private final Path folder;

  LocalDatabaseTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static JobPlan plan() {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"),
          allowed("state", "open", "done"),
          nullable("amount", "decimal(12,2)"),
          nullable("share", "double"),
          nullable("flag", "boolean"),
          nullable("day", "date"),
          nullable("local", "timestamp_ntz"),
          required("at", "timestamp")
        };
    return new PlanFixture()
        .daily()
        .database(new Connection("crm", ConnectionType.JDBC, Place.EMBEDDED, Map.of(), List.of()))
        .databaseTable(
            "rows",
            ReadMode.INTERVAL,
            "shop.tickets",
            "at",
            new JdbcInput(Optional.empty(), Optional.empty(), Consistency.SNAPSHOT),
            columns)
        .output("orders", "rows", WriteMode.OVERWRITE_INTERVAL, "at", columns)
        .build();
  }

  private Lake.Outcome run(String... more) throws IOException {
    return LocalRun.of(folder, List.of(plan()), more);
  }

  @Test
  void samplesStayInTheDatabaseAndARunReadsThem() throws IOException {
    var made = run("--only-sample", "true", "--rows", "40", "--interval", "2026-03-29");
    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(made.out()).contains("40 rows made from the contract, in `shop.tickets` of `crm`");
    // A run that was killed leaves its server behind.
    var abandoned =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("state/databases/data"))
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .start();
    // Its own lock ended with its process, which here goes on.
    Files.delete(folder.resolve("state/databases/data/epg-lock"));

    var outcome = run("--rows", "40", "--faults", "50%", "--interval", "2026-03-29/2026-03-30");

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out())
        .containsPattern("40 rows made from the contract, [1-9][0-9]? of them faulty")
        .containsPattern("orders_daily.build +2 +[0-9]+ +[0-9]+ +[1-9][0-9]? +0 +published\n");
    assertThat(abandoned.getPort()).isPositive();
  }

  @Test
  void aServerThatGoesAwayAndComesBack() throws IOException, SQLException {
    var databases = folder.resolve("databases");
    var first = LocalDatabase.start(databases, List.of("crm"));
    var plan = amountsAt(first.port());
    run(first.port(), "CREATE TABLE amounts (id int8, amount int8)");
    run(first.port(), "INSERT INTO amounts VALUES (1, 10)");
    var lake =
        new Lake(folder)
            .secret("/secrets/crm/user", "postgres")
            .secret("/secrets/crm/password", "unused")
            .whenWriting("orders", first::close);

    var outcome = lake.run(plan, "2026-03-30T01:00:00Z");

    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err())
        .contains("database-failed", "`amounts` of `crm`", "the connection broke or could not");
    try (var second = LocalDatabase.start(databases, List.of("crm"))) {
      var again = amountsAt(second.port());
      assertThat(lake.rows(again, "SELECT * FROM lakehouse.retail.orders")).isEmpty();
      assertThat(lake.run(again, "2026-03-30T01:00:00Z").out())
          .contains("read 1 = written 1 + quarantined 0");
    }
  }

  @Test
  void aServerThatRestartsWhileItIsWritten() throws IOException {
    var databases = folder.resolve("databases");
    var first = LocalDatabase.start(databases, List.of("crm"));
    var lake =
        new Lake(folder)
            .file("a.csv", "id,amount\n1,10\n")
            .secret("/secrets/crm/user", "postgres")
            .secret("/secrets/crm/password", "unused");
    assertThat(lake.run(pushedTo(first.port()), "2026-03-30T01:00:00Z").code())
        .isEqualTo(ExitCode.SUCCESS);
    lake.file("a.csv", "id,amount\n2,20\n").whenWriting("second", first::close);

    var outcome = lake.run(pushedTo(first.port()), "2026-03-30T01:00:00Z");

    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err()).contains("database-failed", "`public.first` of `crm`");
    try (var again = LocalDatabase.start(databases, List.of("crm"))) {
      var reader = amountsAt(again.port(), "public.first");
      assertThat(lake.run(reader, "2026-03-30T01:00:00Z").code()).isEqualTo(ExitCode.SUCCESS);
      var rows = "SELECT id, amount FROM lakehouse.retail.orders";
      assertThat(lake.rows(reader, rows)).containsExactly("1|10");
      var next = lake.run(pushedTo(again.port()), "2026-03-30T01:00:00Z");
      assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.SUCCESS);
      assertThat(lake.run(reader, "2026-03-30T01:00:00Z").code()).isEqualTo(ExitCode.SUCCESS);
      assertThat(lake.rows(reader, rows)).containsExactly("2|20");
    }
  }

  // The second output gives the moment between the stage of the first and its publish.
  private static JobPlan pushedTo(int port) {
    var plan =
        new PlanFixture()
            .task("push")
            .database(crmAt(port))
            .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
            .output("first", "files", WriteMode.APPEND, "", Columns.amounts())
            .output("second", "files", WriteMode.APPEND, "", Columns.amounts())
            .build();
    return DatabaseTarget.in(plan, "retail.first", "public.first");
  }

  private static Connection crmAt(int port) {
    var place =
        Map.of(
            "host", "localhost", "port", String.valueOf(port), "database", "crm", "tls", "false");
    var login =
        List.of(
            new SecretFile("user", "/secrets/crm/user"),
            new SecretFile("password", "/secrets/crm/password"));
    return new Connection("crm", ConnectionType.JDBC, Place.POSTGRESQL, place, login);
  }

  private static JobPlan amountsAt(int port) {
    return amountsAt(port, "amounts");
  }

  private static JobPlan amountsAt(int port, String table) {
    return new PlanFixture()
        .database(crmAt(port))
        .databaseTable(
            "rows",
            ReadMode.FULL,
            table,
            "",
            new JdbcInput(Optional.empty(), Optional.empty(), Consistency.SNAPSHOT),
            Columns.amounts())
        .output("orders", "rows", WriteMode.OVERWRITE, "", Columns.amounts())
        .build();
  }

  private static void run(int port, String statement) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("crm");
    source.setUser("postgres");
    try (var connection = source.getConnection();
        var executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  @Test
  void aServerThatDoesNotStartGivesItsFolderBack() throws IOException {
    var databases = Files.createDirectory(folder.resolve("databases"));
    Files.writeString(databases.resolve("data"), "no folder");
    for (var attempt = 1; attempt <= 2; attempt++) {
      assertThatThrownBy(() -> LocalDatabase.start(databases, List.of("crm")))
          .isInstanceOf(JobFailure.class)
          .hasMessageContaining("does not start over")
          .hasMessageNotContaining("another run uses it");
    }
  }

  @Test
  void twoRunsDoNotUseOneFolder() throws IOException {
    try (var other = LocalDatabase.start(folder.resolve("state/databases"), List.of("crm"))) {
      var outcome = run("--interval", "2026-03-29");
      assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
      assertThat(outcome.err())
          .contains("embedded-database-failed")
          .contains("another run uses it");
      assertThat(other.port()).isPositive();
    }
  }
}
