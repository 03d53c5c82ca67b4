package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Consistency;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DatabaseTarget;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.Mysql;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs in tables of a MySQL or MariaDB. */
@Tag("slow")
class MysqlWriteTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String NEXT = "2026-03-31T01:00:00Z";
  private static final String PUSHED = "`pu``shed`";

  private Mysql database;
  private Lake lake;

  @BeforeEach
  void aDatabase(@TempDir Path folder) throws IOException {
    database = Mysql.database().writable();
    lake = database.known(new Lake(folder));
  }

  private PlanFixture fixture() {
    return new PlanFixture().database(database.connection(false));
  }

  private static JobPlan pushed(PlanFixture plan) {
    return DatabaseTarget.in(plan.build(), "retail.pushed", "pu`shed");
  }

  private JobPlan amounts(WriteMode mode) {
    return pushed(
        fixture()
            .amounts("files", "*.csv")
            .output("pushed", "files", mode, "amount", Columns.amounts()));
  }

  private JobPlan made(WriteMode mode, String time, String rows, ContractColumn... columns) {
    return pushed(
        fixture()
            .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
            .sql("made", StepKind.RESHAPING, rows, "files")
            .output("kept", "made", mode, time, columns)
            .output("pushed", "made", mode, time, columns));
  }

  private Lake.Outcome published(JobPlan plan, String tick) throws IOException {
    var outcome = lake.run(plan, tick);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    return outcome;
  }

  private List<String> rows() {
    return database.values("SELECT concat_ws('|', id, amount) FROM " + PUSHED + " ORDER BY 1");
  }

  @Test
  void aBatchIsAppendedOnceAndARunOfItAgainReplacesIt() throws IOException {
    var plan = amounts(WriteMode.APPEND);
    lake.file("a.csv", "id,amount\n1,10\n2,20\n3,-3\n");
    assertThat(published(plan, TICK).out())
        .contains("read 3 = written 2 + quarantined 1 + dropped 0 + deduplicated 0");
    published(plan, NEXT);
    assertThat(published(plan, TICK).out()).contains("status: unchanged");
    assertThat(rows()).containsExactly("1|10", "1|10", "2|20", "2|20");

    lake.file("a.csv", "id,amount\n1,11\n");
    published(plan, TICK);

    assertThat(rows()).containsExactly("1|10", "1|11", "2|20");
    assertThat(database.values("SELECT count(*) FROM dataplat_batches")).containsExactly("1");
    assertThat(lake.rows(plan, "SHOW TABLES IN lakehouse.retail LIKE '*dataplat*'"))
        .as("nothing is held any more")
        .isEmpty();
  }

  @Test
  void whatATableOfACatalogWouldHoldADatabaseHolds() throws IOException {
    ContractColumn[] columns = {
      key("id", "bigint"),
      required("at", "timestamp"),
      nullable("te`xt?", "string"),
      nullable("dec", "decimal(30,10)"),
      nullable("day", "date"),
      nullable("wall", "timestamp_ntz"),
      nullable("flag", "boolean"),
      nullable("num", "int"),
      nullable("real", "float"),
      nullable("dbl", "double"),
      nullable("bin", "binary")
    };
    var rows =
        """
        SELECT id, timestamp'2026-01-01 00:00:00.000001Z' + make_interval(0,0,0,0,0,0,amount) AS at,
          CASE id WHEN 1 THEN concat('tab\\t nl\\n cr\\r back\\\\ \\\\N ä€𝄞 "q" ''q'' ? -- /*', char(0)) WHEN 2 THEN '' END AS `te``xt?`,
          CASE WHEN id < 3 THEN (0 - id) * 12345678901234.0123456789BD END AS dec,
          CASE WHEN id = 1 THEN date'1000-01-01' WHEN id = 2 THEN date'9999-12-31' END AS day,
          CASE WHEN id = 1 THEN timestamp_ntz'1000-01-01 00:00:00' WHEN id = 2 THEN timestamp_ntz'9999-12-31 23:59:59.999999' END AS wall,
          CASE WHEN id < 3 THEN id = 1 END AS flag,
          CASE WHEN id < 3 THEN -2147483648 END AS num,
          CASE WHEN id = 1 THEN 3.4028234663852886E+38f WHEN id = 2 THEN 1.1e-30f END AS real,
          CASE WHEN id = 1 THEN 0.1d + 0.2d WHEN id = 2 THEN 1e300d END AS dbl,
          CASE WHEN id = 1 THEN X'00FF5C27' END AS bin
        FROM files
        """;
    var plan = made(WriteMode.UPSERT, "at", rows, columns);
    lake.file("a.csv", "id,amount\n1,5\n2,5\n3,5\n");
    published(plan, TICK);
    lake.file("a.csv", "id,amount\n1,9\n1,8\n2,4\n4,1\n");
    var second = published(plan, NEXT);

    var back =
        fixture()
            .databaseTable(
                "rows",
                ReadMode.FULL,
                "pu`shed",
                "",
                new JdbcInput(Optional.empty(), Optional.empty(), Consistency.SNAPSHOT),
                columns)
            .output("back", "rows", WriteMode.OVERWRITE, "", columns)
            .build();
    published(back, TICK);
    var names = "id, at, `te``xt?`, dec, day, wall, flag, num, real, dbl, hex(bin)";
    assertThat(lake.rows(back, "SELECT " + names + " FROM lakehouse.retail.back"))
        .hasSize(4)
        .isEqualTo(lake.rows(back, "SELECT " + names + " FROM lakehouse.retail.kept"));
    assertThat(counters(second.out(), "pushed")).isEqualTo(counters(second.out(), "kept"));
    assertThat(second.out()).contains("inserted 1", "updated 1", "stale 1");
    // The rows of both batches come again, in the other order.
    lake.file("a.csv", "id,amount\n1,5\n2,5\n3,5\n");
    assertThat(published(plan, "2026-04-01T01:00:00Z").out()).contains("unchanged 2", "stale 1");
  }

  private static List<String> counters(String said, String output) {
    return said.lines()
        .filter(line -> line.contains("output:" + output + ":"))
        .map(line -> line.replace(output, ""))
        .toList();
  }

  @Test
  void valuesThatTheDatabaseLacksAreRejectedAndNotTheRun() throws IOException {
    var rows =
        """
        SELECT CASE id WHEN 1 THEN repeat('ä', 256) WHEN 2 THEN repeat('ä', 255)
            ELSE CAST(id AS string) END AS id,
          CASE WHEN id = 3 THEN double('NaN') WHEN id = 4 THEN double('-Infinity') END AS share,
          CASE WHEN id = 5 THEN date'0999-12-31' END AS day,
          CASE WHEN id = 6 THEN timestamp'2038-01-19 03:14:08Z'
            WHEN id = 7 THEN timestamp'2038-01-19 03:14:07.999999Z'
            WHEN id = 8 THEN timestamp'1970-01-01 00:00:00.999999Z' END AS at,
          CASE WHEN id = 9 THEN CAST(X'FF' AS string) END AS note
        FROM files
        """;
    var plan =
        made(
            WriteMode.OVERWRITE,
            "",
            rows,
            key("id", "string"),
            nullable("share", "double"),
            nullable("day", "date"),
            nullable("at", "timestamp"),
            nullable("note", "string"));
    lake.file("a.csv", "id,amount\n" + "%d,1\n".repeat(9).formatted(1, 2, 3, 4, 5, 6, 7, 8, 9));

    published(plan, TICK);

    assertThat(
            database.values(
                "SELECT concat(char_length(id), coalesce(concat(' ', at), '')) FROM "
                    + PUSHED
                    + " ORDER BY 1"))
        .containsExactly("1 2038-01-19 03:14:07.999999", "255");
    assertThat(
            lake.rows(
                plan,
                "SELECT array_join(_rules, ' '), count(*) FROM"
                    + " lakehouse.retail.orders_daily__build__quarantine GROUP BY 1"))
        .containsExactly("fits:at|2", "fits:day|1", "fits:id|1", "fits:note|1", "fits:share|2");
  }

  @Test
  void keysThatAServerMayTakeForEqualAreKeptApart() throws IOException {
    var rows =
        """
        SELECT CASE id WHEN 1 THEN 'a' WHEN 2 THEN 'A' WHEN 3 THEN 'ä' WHEN 4 THEN 'a '
          WHEN 5 THEN '' ELSE ' ' END AS id, amount FROM files
        """;
    var plan =
        made(WriteMode.UPSERT, "amount", rows, key("id", "string"), required("amount", "bigint"));
    lake.file("a.csv", "id,amount\n1,1\n2,1\n3,1\n4,1\n5,1\n");
    published(plan, TICK);
    lake.file("a.csv", "id,amount\n1,2\n2,2\n4,0\n6,2\n");

    assertThat(published(plan, NEXT).out()).contains("inserted 1, updated 2, unchanged 0, stale 1");

    assertThat(database.values("SELECT concat(hex(id), '|', amount) FROM " + PUSHED))
        .containsExactlyInAnyOrder("61|2", "41|2", "C3A4|1", "6120|1", "|1", "20|2");
    database.run(
        "DELETE FROM " + PUSHED,
        "ALTER TABLE " + PUSHED + " CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    refused(plan, "`id` has the collation `utf8mb4_general_ci` there");
    database.run("ALTER TABLE " + PUSHED + " CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    refused(plan, "to which different keys are equal");
    database.run(
        "ALTER TABLE " + PUSHED + " CONVERT TO CHARACTER SET latin1 COLLATE latin1_nopad_bin");
    refused(plan, "which lacks characters");
  }

  @Test
  void anIntervalIsReplacedAndItsReadersWaitForIt() throws IOException {
    ContractColumn[] columns = {key("id", "bigint"), required("at", "timestamp")};
    var plan =
        pushed(
            fixture()
                .dailyCsv("files", "in", columns)
                .output("pushed", "files", WriteMode.OVERWRITE_INTERVAL, "at", columns));
    lake.file("in/2026/03/29/a.csv", "id,at\n1,2026-03-28T23:00:00Z\n2,2026-03-29T21:59:59Z\n");
    lake.file("in/2026/03/30/a.csv", "id,at\n3,2026-03-29T22:00:00Z\n");
    published(plan, TICK);
    published(plan, NEXT);
    lake.file("in/2026/03/29/a.csv", "id,at\n4,2026-03-29T10:00:00Z\n");
    published(plan, TICK);
    assertThat(database.values("SELECT id FROM " + PUSHED + " ORDER BY 1"))
        .containsExactly("3", "4");
    assertThat(database.values("SELECT complete_through FROM dataplat_batches"))
        .containsExactly("2026-03-30T22:00:00Z");

    var reader =
        DatabaseTarget.in(
            fixture()
                .daily()
                .task("read")
                .table("pushed", ReadMode.INTERVAL, "at", "retail.orders_daily.build", columns)
                .output("copy", "pushed", WriteMode.OVERWRITE_INTERVAL, "at", columns)
                .build(),
            "retail.pushed",
            "pu`shed");
    published(reader, NEXT);
    assertThat(lake.rows(reader, "SELECT id FROM lakehouse.retail.copy")).containsExactly("3");
    var early = lake.run(reader, "2026-04-01T01:00:00Z");
    assertThat(early.code()).isEqualTo(ExitCode.NOT_READY);
    assertThat(early.err()).contains("complete through 2026-03-30T22:00:00Z only");
  }

  @Test
  void aTableFollowsItsContractWhereThatHurtsNobody() throws IOException {
    lake.file("a.csv", "id,amount\n1,10\n");
    published(amounts(WriteMode.UPSERT), TICK);
    var more = changed(nullable("note", "string"), required("amount", "bigint"));
    published(more, NEXT);
    assertThat(database.values("SELECT note IS NULL FROM " + PUSHED)).containsExactly("1");

    refused(changed(required("must", "string"), required("amount", "bigint")), "`must`");
    refused(changed(nullable("note", "string"), required("amount", "int")), "`amount` is `bigint`");
    refused(amounts(WriteMode.UPSERT), "no longer has the column `note`");
    database.run("ALTER TABLE " + PUSHED + " MODIFY amount BIGINT UNSIGNED NOT NULL");
    refused(more, "`amount` is `bigint unsigned` there");
    database.run(
        "ALTER TABLE " + PUSHED + " MODIFY amount BIGINT NOT NULL",
        "ALTER TABLE " + PUSHED + " ENGINE = MyISAM");
    refused(more, "`MyISAM` keeps it there, and only InnoDB has transactions");
    database.run("DROP TABLE " + PUSHED);
    assertThat(published(more, NEXT).out()).contains("status: published");
    assertThat(rows()).containsExactly("1|10");
  }

  private JobPlan changed(ContractColumn first, ContractColumn amount) {
    return pushed(
        fixture()
            .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
            .sql(
                "wide",
                StepKind.KEEPING,
                "SELECT id, 'x' AS must, CAST(NULL AS string) AS note, amount FROM files",
                "files")
            .output(
                "pushed", "wide", WriteMode.UPSERT, "amount", key("id", "bigint"), amount, first));
  }

  private void refused(JobPlan plan, String said) throws IOException {
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(outcome.err()).contains("incompatible-contract-change", said);
  }

  @Test
  void aTableThatOthersMadeIsWrittenByAUserWhoMayMakeNothing() throws IOException {
    lake.file("a.csv", "id,amount\n1,10\n");
    published(amounts(WriteMode.UPSERT), TICK);
    var revoke = "REVOKE %s ON " + database.quoted() + ".* FROM reader";
    database.run(revoke.formatted("CREATE, ALTER, DROP, INDEX"));
    lake.file("a.csv", "id,amount\n1,11\n");

    published(amounts(WriteMode.UPSERT), NEXT);

    assertThat(rows()).containsExactly("1|11");
    database.run(revoke.formatted("INSERT"));
    var outcome = lake.run(amounts(WriteMode.UPSERT), "2026-04-01T01:00:00Z");
    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err()).contains("database-permission-missing", "may not write it");
  }

  @Test
  void aServerThatRestartsWhileItIsWritten() throws IOException {
    var plan =
        pushed(
            fixture()
                .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
                .output("pushed", "files", WriteMode.APPEND, "", Columns.amounts())
                .output("second", "files", WriteMode.APPEND, "", Columns.amounts()));
    lake.file("a.csv", "id,amount\n1,10\n").whenWriting("second", database::restart);

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err()).contains("database-failed", "`pu`shed` of `crm`");
    assertThat(rows()).isEmpty();
    published(plan, TICK);
    assertThat(rows()).containsExactly("1|10");
  }
}
