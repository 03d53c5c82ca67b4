package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.FilesPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are written as a whole: who follows their manifest sees one state or the next. */
class FilesWriteTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String NEXT = "2026-03-31T01:00:00Z";

  private static JobPlan plan(FilesPlan files, WriteMode mode, ContractColumn... columns) {
    return files.in(
        new PlanFixture()
            .csv("files", ReadMode.FULL, "in/*.csv", columns)
            .output("extract", "files", mode, "", columns)
            .rule("small", "amount < 1000", OnViolation.FAIL)
            .build(),
        "retail.extract");
  }

  private static void published(Lake lake, JobPlan plan, String tick) throws IOException {
    var outcome = lake.run(plan, tick);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out()).contains("status: published");
  }

  private static Path out(Lake lake) {
    return lake.samples().resolve("out");
  }

  @Test
  void theStateBeforeStaysForItsReadersUntilTheNextIsPublished(@TempDir Path folder)
      throws IOException {
    var plan = plan(FilesPlan.csv("out/*.csv"), WriteMode.OVERWRITE, Columns.amounts());
    var lake = new Lake(folder).file("in/a.csv", "id,amount\n1,10\n2,20\n");
    published(lake, plan, TICK);
    assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");
    assertThat(FilesPlan.lines(out(lake))).containsExactly("1,10", "2,20");
    var first = FilesPlan.named(out(lake));

    lake.file("in/a.csv", "id,amount\n3,30\n4,4000\n");
    assertThat(lake.run(plan, NEXT).out()).contains("status: failed");
    assertThat(FilesPlan.named(out(lake))).isEqualTo(first);
    assertThat(FilesPlan.all(out(lake))).as("what was staged is removed").isEqualTo(first);

    lake.file("in/a.csv", "id,amount\n3,30\n");
    published(lake, plan, NEXT);
    assertThat(FilesPlan.lines(out(lake))).containsExactly("3,30");
    assertThat(FilesPlan.all(out(lake))).hasSize(2).containsAll(first);

    lake.file("in/a.csv", "id,amount\n");
    published(lake, plan, "2026-04-01T01:00:00Z");
    assertThat(FilesPlan.lines(out(lake))).as("only a header").isEmpty();
    assertThat(FilesPlan.all(out(lake))).hasSize(2).doesNotContainAnyElementsOf(first);
  }

  @Test
  void anAppendKeepsTheFilesOfEachBatchAndARepeatedOneReplacesItsOwn(@TempDir Path folder)
      throws IOException {
    var columns =
        new ContractColumn[] {
          required("id", "bigint"), sentAs("Betrag", nullable("amount", "decimal(12,2)"))
        };
    var files = FilesPlan.parquet("out/*.parquet");
    var plan = plan(files, WriteMode.APPEND, columns);
    var lake = new Lake(folder).file("in/a.csv", "id,Betrag\n1,1.50\n");
    published(lake, plan, TICK);
    lake.file("in/a.csv", "id,Betrag\n2,\n3,3\n");
    published(lake, plan, NEXT);
    lake.file("in/a.csv", "id,Betrag\n2,2.25\n");
    published(lake, plan, NEXT);

    var paths = FilesPlan.named(out(lake)).stream().map(each -> out(lake) + "/" + each);
    var rows = lake.session(plan).read().parquet(paths.toArray(String[]::new));
    assertThat(rows.columns())
        .as("what the contract has, and no more")
        .containsExactly("id", "Betrag");
    assertThat(rows.orderBy("id").collectAsList())
        .extracting(Object::toString)
        .containsExactly("[1,1.50]", "[2,2.25]");

    var wider = plan(files, WriteMode.APPEND, columns[0], columns[1], nullable("note", "string"));
    lake.file("in/a.csv", "id,Betrag,note\n4,4,x\n");
    assertThat(lake.run(wider, "2026-04-01T01:00:00Z").err())
        .contains("incompatible-contract-change");
    assertThat(FilesPlan.all(out(lake))).as("and the state before").hasSize(3);
  }

  @Test
  void eachIntervalIsAFolderAndItsReaderWaitsForIt(@TempDir Path folder) throws IOException {
    var columns = new ContractColumn[] {required("id", "bigint"), required("at", "timestamp")};
    var files = FilesPlan.csv("out/{yyyy}/{MM}/{dd}/*.csv.gz");
    var written =
        new PlanFixture()
            .dailyCsv("files", "in", columns)
            .output("extract", "files", WriteMode.OVERWRITE_INTERVAL, "at", columns)
            .build();
    var plan = files.in(written, "retail.extract");
    var lake = new Lake(folder).file("in/2026/03/29/a.csv", "id,at\n2,2026-03-29T10:00:00Z\n");
    published(lake, plan, "2026-03-30T01:00:00Z");
    lake.file("in/2026/03/29/a.csv", "id,at\n3,2026-03-29T11:00:00Z\n");
    published(lake, plan, "2026-03-30T01:00:00Z");
    assertThat(FilesPlan.named(out(lake)))
        .hasSize(1)
        .allMatch(path -> path.startsWith("2026/03/29/"));

    var reading = reading(files, columns);
    assertThat(lake.run(reading, "2026-03-31T01:00:00Z").err()).contains("not-ready");
    lake.file("in/2026/03/30/a.csv", "id,at\n4,2026-03-30T10:00:00Z\n");
    published(lake, plan, "2026-03-31T01:00:00Z");
    published(lake, reading, "2026-03-30T01:00:00Z");
    assertThat(lake.rows(reading, "SELECT id FROM lakehouse.retail.copy")).containsExactly("3");
    published(lake, reading, "2026-03-31T01:00:00Z");
    assertThat(lake.rows(reading, "SELECT id FROM lakehouse.retail.copy"))
        .containsExactly("3", "4");
  }

  private static JobPlan reading(FilesPlan files, ContractColumn... columns) {
    return files.in(
        new PlanFixture()
            .task("copy")
            .dailyCsv("extract", "out", columns)
            .output("copy", "extract", WriteMode.OVERWRITE_INTERVAL, "at", columns)
            .build(),
        "retail.extract_files");
  }

  @Test
  void whatAFileCannotGiveBackIsQuarantined(@TempDir Path folder) throws IOException {
    var plan =
        new FilesPlan(
                "out/*.csv",
                Format.CSV,
                Map.of("encoding", "ISO-8859-1", "timestampFormat", "yyyy-MM-dd HH:mm"))
            .in(
                new PlanFixture()
                    .csv("files", ReadMode.FULL, "in/*.csv", required("id", "bigint"))
                    .sql(
                        "made",
                        StepKind.KEEPING,
                        """
                        SELECT id,
                          CASE id WHEN 1 THEN 'a\\nb' WHEN 2 THEN 'Zürich "1", x' WHEN 3 THEN '日本' ELSE '' END AS name,
                          CASE id WHEN 4 THEN DOUBLE('NaN') ELSE -0.0D END AS share,
                          TIMESTAMP '2026-03-29 10:00:00Z' + MAKE_INTERVAL(0, 0, 0, 0, 0, 0, IF(id = 5, 1, 0)) AS at
                        FROM files
                        """,
                        "files")
                    .output(
                        "extract",
                        "made",
                        WriteMode.OVERWRITE,
                        "",
                        required("id", "bigint"),
                        required("name", "string"),
                        required("share", "double"),
                        required("at", "timestamp"))
                    .build(),
                "retail.extract");
    var lake = new Lake(folder).file("in/a.csv", "id\n1\n2\n3\n4\n5\n6\n");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    var file = out(lake).resolve(FilesPlan.named(out(lake)).get(0));
    assertThat(Files.readAllLines(file, StandardCharsets.ISO_8859_1))
        .containsExactly(
            "id,name,share,at",
            "2,\"Zürich \"\"1\"\", x\",0.0,2026-03-29 12:00",
            "6,\"\",0.0,2026-03-29 12:00");
    assertThat(
            lake.rows(
                plan, "SELECT _rules[0] FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("fits:at", "fits:name", "fits:name", "fits:share");
  }
}
