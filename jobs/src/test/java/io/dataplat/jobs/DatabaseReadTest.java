package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Consistency;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of a PostgreSQL, read by contract. */
@Tag("slow")
class DatabaseReadTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String SUM = "SELECT count(*), sum(amount) FROM lakehouse.retail.orders";
  private static final String REJECTED =
      "SELECT array_join(_rules, ','), _position, _raw FROM"
          + " lakehouse.retail.orders_daily__build__quarantine";

  private Postgres database;
  private Lake lake;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    database = Postgres.database();
    lake = database.known(new Lake(folder));
  }

  private static JdbcInput parts(int most) {
    return new JdbcInput(Optional.empty(), Optional.of(most), Consistency.SNAPSHOT);
  }

  private PlanFixture reading(String table, JdbcInput jdbc, ContractColumn... columns) {
    return new PlanFixture()
        .database(database.connection())
        .databaseTable("rows", ReadMode.FULL, table, "", jdbc, columns);
  }

  private JobPlan copy(WriteMode mode, String table, JdbcInput jdbc, ContractColumn... columns) {
    return reading(table, jdbc, columns).output("orders", "rows", mode, "", columns).build();
  }

  private JobPlan amounts(String table, JdbcInput jdbc) {
    return copy(WriteMode.OVERWRITE, table, jdbc, Columns.amounts());
  }

  private Lake.Outcome published(JobPlan plan) throws IOException {
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    return outcome;
  }

  @Test
  void everyTypeThatFitsTheContractArrives() throws IOException {
    database.run(
        "CREATE SCHEMA \"my \"\"shop\"\" x\"",
        "CREATE TYPE mood AS ENUM ('good', 'bad')",
        "CREATE DOMAIN price AS numeric(12,2) CHECK (value >= 0)",
        """
        CREATE TABLE "my ""shop"" x"."a.b; DROP TABLE x --" (
          "the ""id"" x" int2, name text, code char(5), mood mood, tag uuid, doc jsonb, flag boolean,
          big int8, whole int4, price price, huge numeric, exact int4, single float4, dual float8,
          day date, at timestamptz, local timestamp, data bytea, ignored point)
        """,
        """
        INSERT INTO "my ""shop"" x"."a.b; DROP TABLE x --" VALUES
          (-7, E'tab\\t\\\\N "q" é😀', 'ab', 'bad', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
           '{"a": [1, null]}', true, -9223372036854775808, -2147483648, 1234567890.12,
           -12345678901234567890.123456789, 42, 1.5, -2.25e300, '1969-12-31',
           '1999-12-31 23:59:59.999999+00', '2026-03-29 02:30:00', '\\x00ff'),
          (32767, '', '', NULL, NULL, NULL, NULL, NULL, NULL, 0.10, 0, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL)
        """);
    var columns =
        new ContractColumn[] {
          sentAs("the \"id\" x", key("id", "bigint")),
          nullable("name", "string"),
          nullable("code", "string"),
          nullable("mood", "string"),
          nullable("tag", "string"),
          nullable("doc", "string"),
          nullable("flag", "boolean"),
          nullable("big", "bigint"),
          nullable("whole", "int"),
          nullable("price", "decimal(14,4)"),
          nullable("huge", "decimal(38,10)"),
          nullable("exact", "decimal(6,2)"),
          nullable("single", "double"),
          nullable("dual", "double"),
          nullable("day", "date"),
          nullable("at", "timestamp"),
          nullable("local", "timestamp_ntz"),
          nullable("data", "binary"),
        };
    var plan = copy(WriteMode.OVERWRITE, "my \"shop\" x.a.b; DROP TABLE x --", parts(1), columns);

    assertThat(published(plan).out())
        .contains("the contract lacks the column `ignored`")
        .contains("read 2 = written 2");
    assertThat(
            lake.rows(
                plan,
                "SELECT id, name, code, mood, tag, doc, flag, big, whole, price, huge, exact,"
                    + " single, dual, day, date_format(at, 'yyyy-MM-dd HH:mm:ss.SSSSSS'), local,"
                    + " hex(data) FROM lakehouse.retail.orders"))
        .containsExactly(
            "-7|tab\t\\N \"q\" é😀|ab|bad|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|{\"a\": [1, null]}"
                + "|true|-9223372036854775808|-2147483648|1234567890.1200"
                + "|-12345678901234567890.1234567890|42.00|1.5|-2.25E300|1969-12-31"
                + "|2000-01-01 00:59:59.999999|2026-03-29T02:30|00FF",
            "32767|||null|null|null|null|null|null|0.1000|0E-10|null|null|null|null|null|null|null");
  }

  @Test
  void whatIsNoValueOfTheContractIsQuarantinedAtItsPlace() throws IOException {
    database.run(
        "CREATE TABLE odd (id int8, amount numeric, at timestamptz, day date)",
        """
        INSERT INTO odd VALUES
          (1, 99999.99, '2026-01-01', '2026-01-01'), (2, 100000, '2026-01-01', '2026-01-01'),
          (3, 0.001, '2026-01-01', '2026-01-01'), (4, 'NaN', '2026-01-01', '2026-01-01'),
          (5, 1, 'infinity', '2026-01-01'), (6, 1, '-infinity', '2026-01-01'),
          (7, 1, '2026-01-01', 'infinity'), (8, 1, '2026-01-01', '0001-12-31 BC'),
          (9, 1, '10000-01-01', '2026-01-01'), (NULL, 1, '2026-01-01', '2026-01-01'),
          (11, 1e40, '2026-01-01', '2026-01-01')
        """);
    var columns =
        new ContractColumn[] {
          required("id", "bigint"),
          required("amount", "decimal(7,2)"),
          required("at", "timestamp"),
          required("day", "date")
        };
    var plan = copy(WriteMode.OVERWRITE, "odd", parts(3), columns);

    assertThat(published(plan).out())
        .contains("read 11 = written 1 + quarantined 10 + dropped 0 + deduplicated 0");
    assertThat(lake.rows(plan, "SELECT id, amount FROM lakehouse.retail.orders"))
        .containsExactly("1|99999.99");
    assertThat(lake.rows(plan, REJECTED))
        .containsExactly(
            "corrupt:amount|odd:(0,11)|null",
            "corrupt:amount|odd:(0,2)|null",
            "corrupt:amount|odd:(0,3)|null",
            "corrupt:amount|odd:(0,4)|null",
            "corrupt:at|odd:(0,5)|null",
            "corrupt:at|odd:(0,6)|null",
            "corrupt:at|odd:(0,9)|null",
            "corrupt:day|odd:(0,7)|null",
            "corrupt:day|odd:(0,8)|null",
            "not-null:id|odd:(0,10)|null");
  }

  /** Rows on many pages, of which each hundredth has no number, and two other ways to see them. */
  private void manyRows() {
    database.run(
        "CREATE TABLE many (id int8, amount int8, number int4) WITH (fillfactor = 20)",
        """
        INSERT INTO many
        SELECT i, i % 7, CASE WHEN i % 100 > 0 THEN i * 1000 END FROM generate_series(1, 10000) i
        """,
        "CREATE VIEW seen AS SELECT id, amount, number FROM many",
        "CREATE TABLE split (LIKE many) PARTITION BY HASH (id)",
        "CREATE TABLE split_0 PARTITION OF split FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE split_1 PARTITION OF split FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
        "INSERT INTO split SELECT * FROM many");
  }

  @ParameterizedTest
  @CsvSource({"many,,4", "split,,3", "seen,,1", "seen,number,4", "many,number,3"})
  void eachRowIsReadOnceHoweverTheTableIsSplit(String table, String column, int expected)
      throws IOException {
    manyRows();
    var jdbc =
        new JdbcInput(
            Optional.ofNullable(column), Optional.of(Math.max(3, expected)), Consistency.SNAPSHOT);
    var columns =
        Stream.concat(Stream.of(Columns.amounts()), Stream.of(nullable("number", "int")))
            .toArray(ContractColumn[]::new);
    var plan = copy(WriteMode.OVERWRITE, table, jdbc, columns);

    assertThat(published(plan).out()).contains("`" + table + "` in " + expected + " part");
    assertThat(
            lake.rows(
                plan,
                "SELECT count(*), count(DISTINCT id), sum(amount), count(number)"
                    + " FROM lakehouse.retail.orders"))
        .containsExactly("10000|10000|29998|9900");
  }

  @Test
  void allPartsOfAllInputsSeeOneStateWhateverIsCommittedMeanwhile() throws IOException {
    manyRows();
    var columns = Columns.amounts();
    var plan =
        reading("many", parts(4), columns)
            .databaseTable("others", ReadMode.FULL, "split", "", parts(2), columns)
            .output("orders", "rows", WriteMode.OVERWRITE, "", columns)
            .output("copy", "others", WriteMode.OVERWRITE, "", columns)
            .build();
    lake.whenWriting(
        "orders",
        () ->
            database.run(
                "UPDATE many SET amount = amount + 1000",
                "DELETE FROM many WHERE id <= 5000",
                "UPDATE split SET amount = 0",
                "INSERT INTO split SELECT * FROM many"));

    published(plan);

    assertThat(lake.rows(plan, SUM)).containsExactly("10000|29998");
    assertThat(lake.rows(plan, SUM.replace("orders", "copy"))).containsExactly("10000|29998");
    assertThat(database.values("SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'"))
        .containsExactly("0");

    published(plan);

    assertThat(lake.rows(plan, "SELECT min(id), min(amount) FROM lakehouse.retail.orders"))
        .containsExactly("5001|1000");
  }

  @Test
  void aReRunReadsAgainAndReplacesWhatItsBatchHadAdded() throws IOException {
    database.run(
        "CREATE TABLE amounts (id int8, amount int8)",
        "INSERT INTO amounts VALUES (1, 10), (2, 20), (3, -1)");
    var columns = Columns.amounts();
    var plan =
        reading("amounts", parts(2), columns)
            .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE)
            .output("orders", "rows", WriteMode.APPEND, "", columns)
            .build();
    published(plan);
    assertThat(lake.rows(plan, REJECTED)).containsExactly("not_negative|amounts:(0,3)|null");
    database.run("UPDATE amounts SET amount = 11 WHERE id = 1", "DELETE FROM amounts WHERE id = 2");

    assertThat(published(plan).out()).contains("status: published");

    assertThat(lake.rows(plan, "SELECT id, amount FROM lakehouse.retail.orders"))
        .containsExactly("1|11");
    assertThat(lake.rows(plan, REJECTED)).hasSize(1);
  }

  @Test
  void anIntervalIsReadByItsTimes() throws IOException {
    database.run(
        "CREATE TABLE events (id int8, at timestamptz)",
        """
        INSERT INTO events VALUES
          (1, '2026-03-28 22:59:59.999999+00'), (2, '2026-03-28 23:00:00+00'),
          (3, '2026-03-29 21:59:59.999999+00'), (4, '2026-03-29 22:00:00+00'), (5, NULL),
          (6, 'infinity')
        """);
    var columns = new ContractColumn[] {key("id", "bigint"), nullable("at", "timestamp")};
    var plan =
        new PlanFixture()
            .daily()
            .database(database.connection())
            .databaseTable("rows", ReadMode.INTERVAL, "events", "at", parts(2), columns)
            .output("orders", "rows", WriteMode.OVERWRITE_INTERVAL, "at", columns)
            .build();

    assertThat(published(plan).out()).contains("read 3 = written 2 + quarantined 1");

    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).containsExactly("2", "3");
    assertThat(lake.rows(plan, REJECTED))
        .containsExactly("interval-time-missing|events:(0,5)|null");
  }

  @Test
  void anEmptyTableIsPublishedEmpty() throws IOException {
    database.run("CREATE TABLE amounts (id int8, amount int8)");
    var plan =
        amounts(
            "amounts", new JdbcInput(Optional.of("id"), Optional.empty(), Consistency.SNAPSHOT));

    assertThat(published(plan).out()).contains("status: published").contains("in 1 part");

    assertThat(lake.rows(plan, SUM)).containsExactly("0|null");
  }
}
