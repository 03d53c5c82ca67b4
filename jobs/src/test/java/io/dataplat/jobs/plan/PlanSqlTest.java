package io.dataplat.jobs.plan;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan that no compiler wrote cannot make the job do what no task may. */
class PlanSqlTest {

  private static final ContractColumn[] COLUMNS = {key("id", "bigint"), nullable("note", "string")};

  private static PlanFixture source() {
    return new PlanFixture()
        .daily()
        .csv("files", ReadMode.FULL, "orders/*.csv", COLUMNS)
        .csv("others", ReadMode.FULL, "others/*.csv", COLUMNS);
  }

  private static String plan(String sql) {
    return PlanJson.indented(
        source()
            .sql("hostile", StepKind.RESHAPING, sql, "files")
            .output("orders", "hostile", WriteMode.OVERWRITE, "", COLUMNS)
            .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM files; DROP TABLE lakehouse.retail.orders | a second statement begins here",
        "DROP TABLE lakehouse.retail.orders | `DROP` begins another statement",
        "CREATE TABLE lakehouse.retail.x AS SELECT 1 | `CREATE` begins another statement",
        "INSERT INTO lakehouse.retail.orders SELECT * FROM files | `INSERT` begins another",
        "FROM files INSERT INTO lakehouse.retail.orders SELECT * | this is another statement",
        "WITH f AS (SELECT 1) INSERT INTO x SELECT * FROM f | this is another statement",
        "CALL lakehouse.system.expire_snapshots(table => 'x') | `CALL` begins another statement",
        "SET spark.sql.ansi.enabled=false | `SET` begins another statement",
        "BEGIN DROP TABLE lakehouse.retail.orders; END | `BEGIN` begins another statement",
        "SELECT * FROM text.`/etc/passwd` | `text./etc/passwd` is no input and no step",
        "SELECT * FROM lakehouse.retail.orders | `lakehouse.retail.orders` is no input and no step",
        "SELECT * FROM files WHERE id IN (SELECT 1 FROM csv.`/x`) | `csv./x` is no input and no step",
        "SELECT * FROM others | `others` is no input and no step of this task",
        "SELECT * FROM hostile | `hostile` is no input and no step of this task",
        "SELECT * FROM IDENTIFIER('text.`/etc/passwd`') | a relation is named itself",
        "SELECT id, IDENTIFIER('java_method')('a', 'b') AS note FROM files | a function is called by its name",
        "SELECT id, java_method('java.lang.System', 'exit', 0) AS note FROM files | it calls Java code",
        "SELECT id, Reflect('java.lang.System', 'exit', 0) AS note FROM files | it calls Java code",
        "SELECT id, frobnicate(note) AS note FROM files | unknown function `frobnicate`",
        "SELECT TRANSFORM(id) USING 'rm' AS (note) FROM files | TRANSFORM starts a program",
        "SELECT id, nott AS note FROM files | unknown column `nott`",
        "SELECT id, :nothing AS note FROM files | unknown parameter `:nothing`",
        "SELECT id FROM files VERSION AS OF 1 | a step cannot choose a version",
        "SELECT id, FROM files WHERE | line 1"
      })
  void whatIsNoQueryOverTheTasksOwnDataIsRefusedBeforeItRuns(String sql, String message) {
    assertThatThrownBy(() -> PlanReader.parse(plan(sql)))
        .hasMessageStartingWith("step `hostile`, line 1, column ")
        .hasMessageContaining(message)
        .hasFieldOrPropertyWithValue("rule", "plan-sql")
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.PLAN_REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "java_method('java.lang.System', 'exit', 0) = '' | it calls Java code",
        "id IN (SELECT 1 FROM text.`/etc/passwd`) | `text./etc/passwd` is no input",
        "nothing > 1 | unknown column `nothing`",
        "id > | the SQL ends too early",
        "id + 1 | a check is true or false",
        "true; DROP TABLE x | a second statement begins here"
      })
  void aRuleOfAnInputOrAnOutputIsOneConditionOnARow(String check, String message) {
    var atOutput =
        source()
            .output("orders", "files", WriteMode.OVERWRITE, "", COLUMNS)
            .rule("hostile", check, OnViolation.WARN)
            .build();
    assertThatThrownBy(() -> PlanReader.parse(PlanJson.indented(atOutput)))
        .hasMessageStartingWith("rule `hostile` of `retail.orders`, line 1, column ")
        .hasMessageContaining(message);
    var atInput =
        source()
            .inputRule("hostile", check, OnViolation.WARN)
            .output("orders", "files", WriteMode.OVERWRITE, "", COLUMNS)
            .build();
    assertThatThrownBy(() -> PlanReader.parse(PlanJson.indented(atInput)))
        .hasMessageStartingWith("rule `hostile` of `retail.others_files`, line 1, column ")
        .hasMessageContaining(message);
  }

  @Test
  void theBoundsOfTheIntervalAreKnownToAPlanThatHasOne() {
    var sql = "SELECT id, CAST(:run_start AS STRING) AS note FROM files";
    assertThat(PlanReader.parse(plan(sql)).steps()).hasSize(1);
    var without = plan(sql).replace("\"interval\": \"day\"", "\"interval\": \"none\"");
    assertThatThrownBy(() -> PlanReader.parse(without))
        .hasMessageContaining("unknown parameter `:run_start`");
  }

  @Test
  void aRefusedPlanLeavesNothingBehind(@TempDir Path folder) throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,note\n1,x\n");
    var outcome = lake.runText(plan("SELECT * FROM text.`/etc/passwd`"), "2026-03-30T01:00:00Z");
    assertThat(outcome.err())
        .startsWith("failed: plan-sql: `" + folder)
        .endsWith(
            ".json`: step `hostile`, line 1, column 15: `text./etc/passwd` is no input and no step of this task\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.PLAN_REFUSED);
    assertThat(lake.state()).doesNotExist();
  }
}
