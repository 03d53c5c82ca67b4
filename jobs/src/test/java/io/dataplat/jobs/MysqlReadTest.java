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
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.GrowingTable;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.Mysql;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a MySQL, here of its sister MariaDB, read by contract. */
@Tag("slow")
class MysqlReadTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final JdbcInput ONE =
      new JdbcInput(Optional.empty(), Optional.empty(), Consistency.SNAPSHOT);
  private static final String REJECTED =
      "SELECT array_join(_rules, ','), _position, _raw FROM"
          + " lakehouse.retail.orders_daily__build__quarantine";

  private Mysql database;
  private Lake lake;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    database = Mysql.database();
    lake = database.known(new Lake(folder));
  }

  private PlanFixture reading(
      ReadMode read, String table, String time, JdbcInput jdbc, ContractColumn... columns) {
    return new PlanFixture()
        .database(database.connection(false))
        .databaseTable("rows", read, table, time, jdbc, columns);
  }

  private JobPlan copy(String table, JdbcInput jdbc, ContractColumn... columns) {
    return reading(ReadMode.FULL, table, "", jdbc, columns)
        .output("orders", "rows", WriteMode.OVERWRITE, "", columns)
        .build();
  }

  private String published(JobPlan plan, String... more) throws IOException {
    var outcome = lake.run(plan, TICK, more);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    return outcome.out();
  }

  @Test
  void everyTypeThatFitsTheContractArrives() throws IOException {
    database.run(
        """
        CREATE TABLE `a``b; DROP TABLE x --` (
          id SMALLINT, name TEXT CHARACTER SET latin1, code CHAR(5), mood ENUM('good', 'bad'),
          doc JSON, flag BOOLEAN, bit BIT(1), big BIGINT, counted INT UNSIGNED,
          huge BIGINT UNSIGNED, price DECIMAL(12,2), single FLOAT, twice DOUBLE, day DATE,
          at TIMESTAMP(6) NULL, local DATETIME(3), data VARBINARY(9), year YEAR, ignored POINT)
        """,
        "SET time_zone = '+05:00'",
        """
        INSERT INTO `a``b; DROP TABLE x --` VALUES
          (-7, 'ü\\t"q"', 'ab', 'bad', '{"a": [1, null]}', true, b'1', -9223372036854775808,
           4294967295, 18446744073709551615, 1234567890.12, 1.1, -2.25e300, '1969-12-31',
           '2026-03-29 05:30:00.000001', '2026-03-29 02:30:00.5', x'00ff', 2026, NULL),
          (8, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL)
        """);
    var columns =
        new ContractColumn[] {
          key("id", "int"),
          nullable("name", "string"),
          nullable("code", "string"),
          nullable("mood", "string"),
          nullable("doc", "string"),
          nullable("flag", "boolean"),
          nullable("bit", "boolean"),
          nullable("big", "bigint"),
          nullable("counted", "bigint"),
          nullable("huge", "decimal(20,0)"),
          nullable("price", "decimal(14,4)"),
          nullable("single", "float"),
          nullable("twice", "double"),
          nullable("day", "date"),
          nullable("at", "timestamp"),
          nullable("local", "timestamp_ntz"),
          nullable("data", "binary"),
          nullable("year", "smallint"),
        };
    var plan = copy("a`b; DROP TABLE x --", ONE, columns);

    assertThat(published(plan))
        .contains("the contract lacks the column `ignored`")
        .contains("read 2 = written 2");
    assertThat(
            lake.rows(
                plan,
                "SELECT id, name, code, mood, doc, flag, bit, big, counted, huge, price, single,"
                    + " twice, day, date_format(at, 'yyyy-MM-dd HH:mm:ss.SSSSSS'), local,"
                    + " hex(data), year FROM lakehouse.retail.orders"))
        .containsExactly(
            "-7|ü\t\"q\"|ab|bad|{\"a\": [1, null]}|true|true|-9223372036854775808|4294967295"
                + "|18446744073709551615|1234567890.1200|1.1|-2.25E300|1969-12-31"
                + "|2026-03-29 01:30:00.000001|2026-03-29T02:30:00.500|00FF|2026",
            "8||null|null|null|null|null|null|null|null|null|null|null|null|null|null|null|null");
  }

  @Test
  void daysThatNoCalendarHasAndNumbersOutOfRangeAreCorruptAtTheirRow() throws IOException {
    database.run(
        "CREATE TABLE odd (id INT PRIMARY KEY, amount DECIMAL(10,3), flag TINYINT(1), day DATE,"
            + " local DATETIME)",
        """
        INSERT INTO odd VALUES
          (1, 99999.99, 1, '2026-01-01', '2026-01-01'), (2, 100000, 1, '2026-01-01', '2026-01-01'),
          (3, 0.001, 1, '2026-01-01', '2026-01-01'), (4, 1, 2, '2026-01-01', '2026-01-01'),
          (5, 1, 1, '0000-00-00', '2026-01-01'), (6, 1, 1, '2026-00-15', '2026-01-01'),
          (7, 1, 1, '2026-01-01', '0000-00-00'), (8, NULL, 1, '2026-01-01', '2026-01-01')
        """);
    var columns =
        new ContractColumn[] {
          key("id", "int"),
          required("amount", "decimal(7,2)"),
          required("flag", "boolean"),
          required("day", "date"),
          required("local", "timestamp_ntz")
        };

    var plan = copy("odd", ONE, columns);

    assertThat(published(plan)).contains("read 8 = written 1 + quarantined 7");
    assertThat(lake.rows(plan, REJECTED))
        .containsExactly(
            "corrupt:amount|odd:2|null",
            "corrupt:amount|odd:3|null",
            "corrupt:day|odd:5|null",
            "corrupt:day|odd:6|null",
            "corrupt:flag|odd:4|null",
            "corrupt:local|odd:7|null",
            "not-null:amount|odd:8|null");
  }

  private void manyRows() {
    database.run(
        "CREATE TABLE many (id INT, amount INT)",
        "INSERT INTO many SELECT seq, seq % 7 FROM seq_1_to_10000");
  }

  @Test
  void allOutputsSeeOneStateWhateverIsCommittedMeanwhile() throws IOException {
    manyRows();
    var columns = Columns.amounts();
    var plan =
        reading(ReadMode.FULL, "many", "", ONE, columns)
            .output("first", "rows", WriteMode.OVERWRITE, "", columns)
            .output("second", "rows", WriteMode.OVERWRITE, "", columns)
            .build();
    lake.whenWriting("first", () -> database.run("DELETE FROM many WHERE id <= 5000"));
    lake.whenWriting("second", () -> database.run("UPDATE many SET amount = 1000"));

    published(plan);

    for (var output : new String[] {"first", "second"}) {
      assertThat(lake.rows(plan, "SELECT count(*), sum(amount) FROM lakehouse.retail." + output))
          .containsExactly("10000|29998");
    }
  }

  @Test
  void withoutConsistencyPartsAreReadSideBySideAndEachRowOnce() throws IOException {
    manyRows();
    database.run("INSERT INTO many VALUES (NULL, 1)");
    var jdbc = new JdbcInput(Optional.of("id"), Optional.of(3), Consistency.NONE);
    var columns = new ContractColumn[] {nullable("id", "bigint"), required("amount", "int")};
    var plan = copy("many", jdbc, columns);

    assertThat(published(plan))
        .contains("`many` in 3 part")
        .contains("read 10,001 = written 10,001");

    assertThat(
            lake.rows(plan, "SELECT count(DISTINCT id), sum(amount) FROM lakehouse.retail.orders"))
        .containsExactly("10000|29999");
  }

  @Test
  void anIntervalIsReadByItsTimes() throws IOException {
    database.run(
        "CREATE TABLE events (id INT, at TIMESTAMP NULL)",
        "SET time_zone = '+00:00'",
        """
        INSERT INTO events VALUES
          (1, '2026-03-28 22:59:59'), (2, '2026-03-28 23:00:00'), (3, '2026-03-29 21:59:59'),
          (4, '2026-03-29 22:00:00'), (5, NULL)
        """);
    var columns = new ContractColumn[] {key("id", "bigint"), nullable("at", "timestamp")};
    var plan =
        new PlanFixture()
            .daily()
            .database(database.connection(false))
            .databaseTable("rows", ReadMode.INTERVAL, "events", "at", ONE, columns)
            .output("orders", "rows", WriteMode.OVERWRITE_INTERVAL, "at", columns)
            .build();

    assertThat(published(plan)).contains("read 3 = written 2 + quarantined 1");

    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).containsExactly("2", "3");
  }

  @Test
  void r07ARowWithAnOlderTimeThatIsCommittedLaterIsReadOnce() throws IOException, SQLException {
    database.run("CREATE TABLE events (id INT PRIMARY KEY, at TIMESTAMP(6) NOT NULL)");
    var add = "INSERT INTO events VALUES (%d, utc_timestamp(6) - INTERVAL %d MINUTE)";
    var zone = "SET time_zone = '+00:00'";
    var columns = new ContractColumn[] {key("id", "int"), required("at", "timestamp")};
    var appended =
        reading(ReadMode.CHANGES, "events", "", ONE, columns)
            .output("copied", "rows", WriteMode.APPEND, "", columns)
            .build();
    var plan = GrowingTable.read(appended, "at", "PT10M", Optional.empty());
    database.run(zone, add.formatted(1, 30));
    try (var late = database.open();
        var statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(zone);
      statement.execute(add.formatted(2, 5));
      database.run(zone, add.formatted(3, 2));

      assertThat(published(plan, "--trigger", "manual")).contains("read 1 = written 1");
      late.commit();
    }
    assertThat(published(plan, "--trigger", "manual")).contains("status: nothing-to-do");
    assertThat(published(plan)).contains("read 2 = written 2");
    assertThat(published(plan)).contains("status: nothing-to-do");

    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.copied"))
        .containsExactly("1", "2", "3");
    var numbers = GrowingTable.read(appended, "id", "PT0S", Optional.empty());
    assertThat(lake.run(numbers, TICK, "--rewind-to", "start").err())
        .contains("not-in-order")
        .contains("MySQL does not tell who writes it");
  }
}
