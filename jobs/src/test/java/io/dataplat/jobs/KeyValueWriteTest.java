package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.LocalRun;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Redis;
import io.dataplat.jobs.keyvalue.LedgerHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs in hashes of a Redis. */
@Tag("slow")
class KeyValueWriteTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String NEXT = "2026-03-31T01:00:00Z";

  private Redis redis;
  private Lake lake;

  @BeforeEach
  void aRedis(@TempDir Path folder) throws IOException {
    redis = new Redis(Files.createDirectory(folder.resolve("redis")));
    lake = redis.known(new Lake(folder));
  }

  @AfterEach
  void end() {
    redis.close();
  }

  private PlanFixture files() {
    return new PlanFixture()
        .database(redis.connection())
        .csv("files", ReadMode.FULL, "*.csv", Columns.amounts());
  }

  private JobPlan amounts() {
    return Redis.in(
        files().output("online", "files", WriteMode.UPSERT, "amount", Columns.amounts()).build());
  }

  private Lake.Outcome published(JobPlan plan, String tick) throws IOException {
    var outcome = lake.run(plan, tick);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    return outcome;
  }

  private String amount(String id) {
    return redis.ask(reader -> reader.hget(Redis.prefix() + ":" + id, "amount"));
  }

  @Test
  void eachRowIsAHashOfTextsThatLivesForItsTime() throws IOException {
    ContractColumn[] columns = {
      key("id", "bigint"),
      key("name", "string"),
      required("at", "timestamp"),
      nullable("dec", "decimal(30,10)"),
      nullable("day", "date"),
      nullable("wall", "timestamp_ntz"),
      nullable("flag", "boolean"),
      nullable("dbl", "double"),
      nullable("bin", "binary"),
      nullable("text", "string")
    };
    var rows =
        """
        SELECT id, 'a:b%/ä {x}*' AS name, timestamp'2026-01-01 00:00:00.000001Z' AS at,
          -12345678901234.0123456789BD AS dec, date'0001-01-01' AS day,
          timestamp_ntz'9999-12-31 23:59:59' AS wall, id = 7 AS flag, double('1e300') AS dbl,
          X'00FF' AS bin, CASE WHEN id = 7 THEN '' END AS text
        FROM files
        """;
    var plan =
        Redis.in(
            files()
                .sql("typed", StepKind.KEEPING, rows, "files")
                .output("online", "typed", WriteMode.UPSERT, "at", columns)
                .writing(write -> write.living("PT1H"))
                .build());
    lake.file("a.csv", "id,amount\n7,1\n8,1\n");

    var said = published(plan, TICK).out();

    assertThat(said).contains("read 2 = written 2 + quarantined 0", "inserted 2");
    var hash = redis.hash("7:a%3Ab%25%2F%C3%A4%20%7Bx%7D%2A");
    assertThat(hash)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "id", "7",
                "name", "a:b%/ä {x}*",
                "at", "2026-01-01T00:00:00.000001Z",
                "dec", "-12345678901234.0123456789",
                "day", "0001-01-01",
                "wall", "9999-12-31T23:59:59.000000",
                "flag", "true",
                "dbl", "1.0E300",
                "bin", "00ff",
                "text", ""));
    assertThat(redis.hash("8:a%3Ab%25%2F%C3%A4%20%7Bx%7D%2A")).doesNotContainKey("text");
    assertThat(redis.keys())
        .as("the rows and the ledger")
        .hasSize(3)
        .allMatch(name -> name.startsWith(Redis.prefix()));
    assertThat(redis.secondsOf(Redis.prefix() + ":8:a%3Ab%25%2F%C3%A4%20%7Bx%7D%2A"))
        .isBetween(1L, 3600L);
    assertThat(redis.secondsOf(Redis.prefix())).as("the ledger stays").isEqualTo(-1);
    assertThat(lake.rows(plan, "SHOW TABLES IN lakehouse.retail LIKE '*dataplat*'"))
        .as("nothing is held any more")
        .isEmpty();
  }

  @Test
  void whateverTheOrderOfTheBatchesTheNewestRowOfEachKeyStays() throws IOException {
    var first = "id,amount\n1,10\n2,20\n3,30\n3,31\n";
    var second = "id,amount\n1,9\n2,20\n3,40\n4,5\n";
    lake.file("a.csv", first);
    published(amounts(), TICK);
    lake.file("a.csv", second);
    var said = published(amounts(), NEXT).out();
    assertThat(said).contains("inserted 1", "updated 1", "unchanged 1", "stale 1");
    var forward = all();

    redis.restartWithoutData();
    lake.file("a.csv", second);
    published(amounts(), NEXT);
    lake.file("a.csv", first);
    said = published(amounts(), TICK).out();

    assertThat(said).contains("inserted 0", "updated 1", "unchanged 1", "stale 1");
    assertThat(forward).isEqualTo(List.of("10", "20", "40", "5"));
    assertThat(all()).isEqualTo(forward);
    assertThat(published(amounts(), TICK).out()).contains("status: unchanged");
  }

  private List<String> all() {
    return List.of(amount("1"), amount("2"), amount("3"), amount("4"));
  }

  @Test
  void aBatchThatIsRunAgainReplacesItsOwnRowsAndTheColumnsAreThoseOfTheContract()
      throws IOException {
    lake.file("a.csv", "id,amount\n1,10\n2,20\n");
    published(amounts(), TICK);
    lake.file("a.csv", "id,amount\n1,8\n2,20\n");
    assertThat(published(amounts(), TICK).out()).contains("updated 1", "unchanged 1");
    assertThat(amount("1")).isEqualTo("8");

    published(with("note"), NEXT);
    assertThat(redis.hash("2")).isEqualTo(Map.of("id", "2", "amount", "20", "note", "x"));
    published(with("other"), "2026-04-01T01:00:00Z");
    assertThat(redis.hash("2")).isEqualTo(Map.of("id", "2", "amount", "20", "other", "x"));
  }

  private JobPlan with(String column) {
    return Redis.in(
        files()
            .sql("wide", StepKind.KEEPING, "SELECT *, 'x' AS " + column + " FROM files", "files")
            .output(
                "online",
                "wide",
                WriteMode.UPSERT,
                "amount",
                key("id", "bigint"),
                required("amount", "bigint"),
                nullable(column, "string"))
            .build());
  }

  private JobPlan two() {
    return Redis.in(
        files()
            .output("first", "files", WriteMode.OVERWRITE, "", Columns.amounts())
            .output("online", "files", WriteMode.UPSERT, "amount", Columns.amounts())
            .build());
  }

  @Test
  void aStoreThatEndsInTheMiddleIsFilledByTheNextRun() throws IOException {
    lake.file("a.csv", "id,amount\n1,10\n2,20\n").whenPublished("first", redis::end);

    var outcome = lake.run(two(), TICK);

    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err()).contains("key-value-failed", "the connection broke");
    redis.restartWithoutData();
    published(two(), TICK);
    assertThat(List.of(amount("1"), amount("2"))).containsExactly("10", "20");
    redis.restartWithoutData();
    assertThat(published(two(), TICK).out()).contains("inserted 2");
    assertThat(amount("1")).as("a store that has lost all").isEqualTo("10");
  }

  @Test
  void anAttemptThatDiedBetweenTheRowsAndTheLedgerIsRunAgainOverThem() throws IOException {
    lake.file("a.csv", "id,amount\n1,10\n2,20\n");
    published(amounts(), TICK);
    // What such an attempt leaves: some rows, its name, and no ledger.
    var ledger = redis.ledgers().iterator().next();
    redis.change(
        store -> {
          store.hdel(Redis.prefix(), ledger);
          store.hset(Redis.prefix(), "writing:" + ledger, "killed");
          store.del(Redis.prefix() + ":1");
        });

    var said = published(amounts(), TICK).out();

    assertThat(said).contains("inserted 1", "unchanged 1");
    assertThat(List.of(amount("1"), amount("2"))).containsExactly("10", "20");
    assertThat(redis.ledgers()).containsExactly(ledger);
  }

  @Test
  void ofTwoRunsAtOnceTheFirstToBeginIsStagedAgain(@TempDir Path other) throws IOException {
    lake.file("a.csv", "id,amount\n1,10\n2,20\n");
    var second = redis.known(new Lake(other)).file("a.csv", "id,amount\n1,11\n2,19\n");
    lake.whenPublished(
        "first",
        () -> {
          try {
            assertThat(second.run(two(), NEXT).code()).isEqualTo(ExitCode.SUCCESS);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    var said = published(two(), TICK).out();

    assertThat(said).contains("updated 1", "stale 1");
    assertThat(List.of(amount("1"), amount("2"))).containsExactly("11", "20");
  }

  @Test
  void aStoreThatTakesNothingSaysWhy() throws IOException {
    lake.file("a.csv", "id,amount\n1,10\n");
    redis.change(store -> store.configSet("maxmemory", "1"));
    failed("key-value-failed", "it has no memory left");
    redis.change(store -> store.configSet("maxmemory", "0"));
    redis.change(store -> store.aclSetUser("writer", "-hset"));
    failed("key-value-permission-missing", "may not write");
    redis.known(lake, "wrong");
    failed("key-value-login-refused", "refuses the user or the password");
  }

  private void failed(String rule, String reason) throws IOException {
    var outcome = lake.run(amounts(), TICK);
    assertThat(outcome.code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(outcome.err()).contains(rule, reason);
    assertThat(redis.keys()).isEmpty();
  }

  @Test
  void aLocalRunShowsWhatItWroteAndTheNextFindsIt(@TempDir Path folder) throws IOException {
    var embedded =
        new Connection("online", ConnectionType.KEY_VALUE, Place.EMBEDDED, Map.of(), List.of());
    var plan =
        Redis.in(
            new PlanFixture()
                .database(embedded)
                .csv("files", ReadMode.FULL, "*.csv", Columns.amounts())
                .output("online", "files", WriteMode.UPSERT, "amount", Columns.amounts())
                .build());
    new Lake(folder).file("a.csv", "id,amount\n2,20\n1,10\n");
    var first = LocalRun.of(folder, List.of(plan), "--show", "5");
    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(first.out())
        .containsPattern("retail.online\n +id +amount\n +-+ +-+\n +1 +10\n +2 +20\n");

    new Lake(folder).file("a.csv", "id,amount\n2,19\n1,11\n");
    var second = LocalRun.of(folder, List.of(plan), "--show", "5", "--interval", "2099-01-01");

    assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(second.out())
        .containsPattern("retail.online\n +id +amount\n +-+ +-+\n +1 +11\n +2 +20\n");
  }

  @Test
  void aLedgerIsMovedByTheAttemptThatWroteLastAndOnlyIfTheStoreStillKnowsIt(@TempDir Path folder)
      throws IOException {
    try (var redis = new Redis(folder)) {
      redis.change(
          store -> {
            var ledgers = new LedgerHash(store, "test:retail.online");
            ledgers.begin("out", "one");
            ledgers.begin("out", "two");
            assertThat(ledgers.commit("out", "one", Optional.empty(), "1")).isFalse();
            assertThat(ledgers.commit("out", "two", Optional.of("0"), "2")).isFalse();
            assertThat(ledgers.commit("out", "two", Optional.empty(), "2")).isTrue();
            assertThat(ledgers.find("out")).contains("2");
            ledgers.begin("out", "three");
            store.flushAll();
            assertThat(ledgers.commit("out", "three", Optional.empty(), "3")).isFalse();
          });
    }
  }
}
