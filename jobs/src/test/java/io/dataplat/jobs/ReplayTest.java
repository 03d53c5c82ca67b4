package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.amounts;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.masked;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.personal;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MaskMethod;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in quarantine goes through again, once, by the plan as it is then. */
@Tag("slow")
class ReplayTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String FIRST = "2026-01-31T23:00:00Z";
  private static final String SECOND = "2026-02-01T23:00:00Z";
  private static final String THIRD = "2026-02-02T23:00:00Z";
  private static final List<String> OUTPUTS = List.of("all", "latest", "daily");
  private static final String REPLAYS =
      "SELECT substring_index(batch_id, '/', -1), status, released FROM lakehouse.dataplat.runs WHERE trigger = 'replay'";

  /** Rows of days with addresses, of which three tables keep tokens. */
  private static JobPlan byDay(String amount, String address) {
    var time = required("at", "timestamp");
    var read =
        new ContractColumn[] {
          key("id", "bigint"), time, required("amount", "bigint"), personal("email")
        };
    var kept =
        new ContractColumn[] {
          key("id", "bigint"),
          time,
          nullable("amount", "bigint"),
          masked("email", MaskMethod.HMAC_SHA256, 0)
        };
    return new PlanFixture()
        .dailyCsv("files", "orders", read)
        .inputRule("not_negative", amount, OnViolation.QUARANTINE)
        .output("all", "files", WriteMode.APPEND, "at", kept)
        .rule("address", address, OnViolation.QUARANTINE)
        .output("latest", "files", WriteMode.UPSERT, "at", kept)
        .rule("address", address, OnViolation.QUARANTINE)
        .output("daily", "files", WriteMode.OVERWRITE_INTERVAL, "at", kept)
        .rule("address", address, OnViolation.QUARANTINE)
        .build();
  }

  private static JobPlan broken() {
    return byDay("amount >= 0", "email LIKE '%@%'");
  }

  private static JobPlan fixed() {
    return byDay("amount >= 0", "email LIKE '%@%' OR email LIKE '% at %'");
  }

  private static Lake twoDays(Path folder) throws IOException {
    var lake =
        new Lake(folder)
            .file(
                "orders/2026/02/01/a.csv",
                """
                id,at,amount,email
                1,2026-02-01 10:00:00,10,a@x.org
                2,2026-02-01 11:00:00,-5,b@x.org
                3,2026-02-01 12:00:00,30,c at x.org
                4,2026-02-01 13:00:00,forty,d@x.org
                """)
            .file(
                "orders/2026/02/02/a.csv",
                """
                id,at,amount,email
                5,2026-02-02 10:00:00,50,e@x.org
                6,2026-02-02 11:00:00,60,f at x.org
                """);
    assertThat(lake.run(broken(), "", "--from", FIRST, "--to", THIRD).err()).isEmpty();
    return lake;
  }

  private static Lake.Outcome replay(Lake lake, JobPlan plan, String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("--replay", "true"));
    arguments.addAll(List.of(more));
    return lake.run(plan, TICK, arguments.toArray(String[]::new));
  }

  private static List<String> rows(Lake lake, String output) {
    return lake.rows(
        broken(),
        "SELECT id, substring_index(_batch_id, '/', -1), email NOT LIKE '%x.org' FROM lakehouse.retail."
            + output);
  }

  private static List<String> quarantine(Lake lake) {
    return lake.rows(
        broken(),
        "SELECT substring_index(_batch_id, '/', -1), _gate, array_join(_rules, ',') FROM lakehouse.retail.orders_daily__build__quarantine");
  }

  @Test
  void e07E09AndE10RowsOfAFixedRuleAreReleasedOnceUnderTheirBatchAndMasked(@TempDir Path folder)
      throws IOException {
    var lake = twoDays(folder);
    var both = List.of("1|" + FIRST + "|true", "3|" + FIRST + "|true", "5|" + SECOND + "|true");
    var all = new ArrayList<>(both);
    all.add("6|" + SECOND + "|true");

    var first = replay(lake, fixed());

    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(first.out())
        .containsPattern(FIRST + " +input:files +corrupt:\\S+ +1 +1 +published")
        .containsPattern(" +input:files +not_negative +1 +1\n")
        .containsPattern(" +output:all +address +1 +0\n")
        .contains("released 6 rows, in quarantine 2 rows");
    assertThat(OUTPUTS).allSatisfy(output -> assertThat(rows(lake, output)).isEqualTo(all));
    var left = quarantine(lake);
    assertThat(left).hasSize(2).allMatch(row -> row.startsWith(FIRST + "|input:files|"));
    assertThat(lake.rows(fixed(), REPLAYS))
        .containsExactly(FIRST + "|published|3", SECOND + "|published|3");

    assertThat(replay(lake, fixed()).out())
        .contains("unchanged", "released 0 rows, in quarantine 2 rows");

    var again = lake.run(fixed(), "", "--from", FIRST, "--to", THIRD, "--force", "true");
    assertThat(again.out()).contains("status: published");
    assertThat(OUTPUTS).allSatisfy(output -> assertThat(rows(lake, output)).isEqualTo(all));
    assertThat(quarantine(lake)).isEqualTo(left);
  }

  @Test
  void filtersChooseBatchesAndOneThatMeetsNoneSaysWhatThereIs(@TempDir Path folder)
      throws IOException {
    var lake = twoDays(folder);

    assertThat(replay(lake, fixed(), "--rules", "no_such_rule").out())
        .contains("nothing in quarantine is asked for")
        .contains("address, corrupt:", ", not_negative");
    assertThat(replay(lake, fixed(), "--dataset", "retail.nothing").out())
        .contains("nothing in quarantine is asked for");
    assertThat(replay(lake, fixed(), "--to", FIRST).out())
        .contains("nothing in quarantine is asked for");
    assertThat(quarantine(lake)).hasSize(8);

    assertThat(replay(lake, fixed(), "--rules", "corrupt, not_negative").out())
        .contains("released 3 rows, in quarantine 2 rows");
    assertThat(quarantine(lake)).filteredOn(row -> row.startsWith(SECOND)).hasSize(3);
    assertThat(replay(lake, fixed(), "--from", SECOND, "--dataset", "retail.daily").out())
        .contains("released 3 rows, in quarantine 0 rows");
    assertThat(rows(lake, "all")).hasSize(4);
  }

  @Test
  void aBatchWhoseFilesAreOthersNowIsRefusedAndTheOthersAreReplayed(@TempDir Path folder)
      throws IOException {
    var lake = twoDays(folder);
    var before = rows(lake, "all");
    Files.delete(lake.samples().resolve("orders/2026/02/01/a.csv"));
    lake.file("orders/2026/02/01/b.csv", "id,at,amount,email\n9,2026-02-01 10:00:00,9,z@x.org\n");

    var outcome = replay(lake, fixed());

    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(outcome.out())
        .contains("failed: input-changed: the files of `files` are not those")
        .containsPattern(FIRST + ".*refused: input-changed")
        .containsPattern(SECOND + ".*published");
    assertThat(rows(lake, "all")).containsAll(before).hasSize(3);
    assertThat(quarantine(lake)).hasSize(5).allMatch(row -> row.startsWith(FIRST));
  }

  private static JobPlan whole(WriteMode mode, ReadMode read, String check) {
    return new PlanFixture()
        .csv("files", read, "orders/*.csv", amounts())
        .inputRule("not_negative", check, OnViolation.QUARANTINE)
        .output("orders", "files", mode, mode.isByKey() ? "amount" : "", amounts())
        .build();
  }

  @Test
  void aBatchThatANewerOneHasTakenThePlaceOfIsLeftAlone(@TempDir Path folder) throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,-2\n");
    var broken = whole(WriteMode.OVERWRITE, ReadMode.FULL, "amount >= 0");
    lake.run(broken, "2026-03-29T01:00:00Z");
    lake.file("orders/b.csv", "id,amount\n3,-3\n");
    lake.run(broken, TICK);
    var fixed = whole(WriteMode.OVERWRITE, ReadMode.FULL, "amount >= -10");

    var outcome = replay(lake, fixed);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out())
        .containsPattern("tick/2026-03-29T01:00:00Z.* 1 +1 +replaced by .*/tick/" + TICK)
        .containsPattern("tick/" + TICK + ".* 2 +0 +published")
        .contains("released 2 rows, in quarantine 1 row");
    assertThat(lake.rows(fixed, "SELECT id, amount, count(*) OVER () FROM lakehouse.retail.orders"))
        .containsExactly("1|1|3", "2|-2|3", "3|-3|3");
  }

  @Test
  void changesAreReadAnewFromTheOldestBatchThatHasRejectedRows(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,-2\n");
    var broken = whole(WriteMode.APPEND, ReadMode.CHANGES, "amount >= 0");
    lake.run(broken, TICK);
    var fixed = whole(WriteMode.APPEND, ReadMode.CHANGES, "amount >= -10");

    assertThat(replay(lake, fixed).out()).contains("released 1 row, in quarantine 0 rows");
    assertThat(replay(lake, fixed).out()).contains("nothing is in quarantine");
    lake.file("orders/b.csv", "id,amount\n3,3\n4,-40\n");
    assertThat(lake.run(fixed, TICK).out()).contains("read 2 = written 1 + quarantined 1");

    assertThat(lake.rows(fixed, "SELECT id, amount FROM lakehouse.retail.orders"))
        .containsExactly("1|1", "2|-2", "3|3");
    assertThat(replay(lake, fixed).out()).contains("unchanged", "released 0 rows");
    assertThat(replay(lake, fixed, "--from", FIRST).err()).contains("no-interval");
  }
}
