package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.TaskTest;
import io.dataplat.jobplan.TaskTests;
import io.dataplat.jobplan.TestRow;
import io.dataplat.jobplan.TestRows;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.UnknownColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a task, as {@code dataplat:test} runs them. */
class TestJobTest {

  private static final JobPlan PLAN =
      new PlanFixture()
          .daily()
          .csv(
              "files",
              ReadMode.INTERVAL,
              "orders/{yyyy}/{MM}/{dd}/*.csv",
              key("id", "bigint"),
              required("amount", "decimal(12,2)"),
              nullable("note", "string"))
          .output(
              "orders",
              "files",
              WriteMode.UPSERT,
              "amount",
              key("id", "bigint"),
              required("amount", "decimal(12,2)"),
              nullable("note", "string"))
          .rule("amount_positive", "amount > 0", OnViolation.QUARANTINE)
          .rule("amount_plausible", "amount < 1000", OnViolation.FAIL)
          .build();

  private final Path folder;

  TestJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatComesOutAsExpectedPasses() throws Exception {
    var outcome =
        run(
            test("upsert")
                .given("orders", row("id", "1", "amount", "5"), row("id", "2", "amount", "6.50"))
                .given(
                    "files",
                    row("id", "2", "amount", "7", "note", null),
                    row("id", "3", "note", " a;\"b\" "),
                    row("amount", "0"))
                .expect(
                    "orders",
                    row("id", "3", "note", " a;\"b\" "),
                    row("id", "1", "amount", "5.00"),
                    row("id", "2", "amount", "7", "note", null))
                .quarantined("orders", row("amount", "0", "_rules", List.of("amount_positive"))),
            test("refused")
                .given("orders", row("id", "1", "amount", "5"))
                .given("files", row("id", "1", "amount", "1000"))
                .failsWith("amount_plausible")
                .expect("orders", row("id", "1", "amount", "5")));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("passed  retail.upsert  [0-9.]+ s\n")
        .containsPattern("passed  retail.refused  [0-9.]+ s\n")
        .endsWith("2 tests, 0 failed\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(folder.resolve("state")).isEmptyDirectory();
  }

  @Test
  void whatDiffersIsShownRowByRow() throws Exception {
    var outcome =
        run(
            test("differs")
                .given(
                    "files",
                    row("id", "1", "amount", "5", "note", "same"),
                    row("id", "2", "amount", "6", "note", "]]><&\u0001"),
                    row("id", "4", "amount", "8", "note", null),
                    row("id", "5", "amount", "-1"))
                .expect(
                    "orders",
                    row("id", "1", "amount", "5", "note", "same"),
                    row("id", "2", "amount", "7", "note", "x"),
                    row("id", "3", "amount", "9"))
                .failsWith("amount_plausible"));
    assertThat(outcome.out())
        .contains("FAILED  retail.differs")
        .contains("tests.yaml:1\n")
        .contains("  the run was to fail with `amount_plausible`, but it published\n")
        .contains(
            """
              orders: 1 of 3 expected rows as they should be, 3 rows found (tests.yaml:9)
                   id  amount        note
                ~  2   7.00 -> 6.00  x -> ]]><&?  line 2
                -  3   9.00                       missing, line 3
                +  4   8.00          null         unexpected
              output:orders: 4 rows read, 1 quarantined, 0 dropped, 0 outside the interval; violated: amount_positive (1)
            """)
        .endsWith("1 test, 1 failed\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.TEST_FAILED);
    var report =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("report/TEST-retail.xml").toFile())
            .getDocumentElement();
    assertThat(report.getAttribute("failures")).isEqualTo("1");
    assertThat(report.getTextContent()).contains("x -> ]]><&?");
  }

  @Test
  void whatASourceHasBesideItsContractIsGivenInTheColumnThatKeepsIt() throws Exception {
    var outcome =
        run(
            UnknownColumn.captured(Format.CSV),
            test("captured")
                .given("files", row("id", "1", "more", Map.of("colour", "red")), row("id", "2"))
                .expect(
                    "orders",
                    row("id", "1", "more", Map.of("colour", "red")),
                    row("id", "2", "more", null)));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).endsWith("1 test, 0 failed\n");
  }

  private Lake.Outcome run(Case... cases) throws IOException {
    return run(PLAN, cases);
  }

  private Lake.Outcome run(JobPlan ofTask, Case... cases) throws IOException {
    var plan = Files.writeString(folder.resolve("plan.json"), PlanJson.indented(ofTask));
    var tests = new TaskTests(List.of(cases).stream().map(Case::build).toList());
    var file = Files.writeString(folder.resolve("tests.json"), PlanJson.indented(tests));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var code =
        new TestJob(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(
                "--plan",
                plan.toString(),
                "--tests",
                file.toString(),
                "--local",
                folder.resolve("state").toString(),
                "--report",
                folder.resolve("report").toString(),
                "--master",
                "local[2]");
    return new Lake.Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static TestRow row(@Nullable Object... cells) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(String.valueOf(cells[i]), cells[i + 1]);
    }
    return new TestRow(0, row);
  }

  private static Case test(String name) {
    return new Case(name);
  }

  /** Grows a test; the rows of a list stand at its lines from 1 on. */
  private static final class Case {
    private final String name;
    private final Map<String, TestRows> given = new HashMap<>();
    private final Map<String, TestRows> expect = new HashMap<>();
    private final Map<String, TestRows> quarantined = new HashMap<>();
    private Optional<String> failsWith = Optional.empty();

    Case(String name) {
      this.name = name;
    }

    Case given(String input, TestRow... rows) {
      given.put(input, rows(rows));
      return this;
    }

    Case expect(String output, TestRow... rows) {
      expect.put(output, rows(rows));
      return this;
    }

    Case quarantined(String gate, TestRow... rows) {
      quarantined.put(gate, rows(rows));
      return this;
    }

    Case failsWith(String rule) {
      failsWith = Optional.of(rule);
      return this;
    }

    private static TestRows rows(TestRow[] rows) {
      return new TestRows(
          "tests.yaml:9",
          IntStream.range(0, rows.length)
              .mapToObj(i -> new TestRow(i + 1, rows[i].values()))
              .toList());
    }

    TaskTest build() {
      return new TaskTest(
          "retail." + name,
          "tests.yaml:1",
          PLAN.identity().taskId(),
          Optional.of("2026-03-28T23:00:00Z"),
          Optional.of("2026-03-29T22:00:00Z"),
          given,
          expect,
          quarantined,
          failsWith);
    }
  }
}
