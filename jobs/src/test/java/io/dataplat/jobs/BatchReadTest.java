package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.generated;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchReadTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String QUARANTINE =
      "SELECT _gate, array_join(_rules, ','), _position, _raw FROM lakehouse.retail.orders_daily__build__quarantine";

  private static JobPlan copy() {
    return new PlanFixture()
        .csv(
            "files",
            ReadMode.FULL,
            "orders/*.csv",
            key("id", "bigint"),
            nullable("note", "string"),
            required("amount", "decimal(12,2)"))
        .output(
            "orders",
            "files",
            WriteMode.OVERWRITE,
            "",
            key("id", "bigint"),
            nullable("note", "string"),
            required("amount", "decimal(12,2)"))
        .build();
  }

  @Test
  void r01ColumnsAreFoundByTheirNameWhenTheHeaderIsSwapped(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "amount,id,note\n1.50,7,x\n");
    var outcome = lake.run(copy(), TICK);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(copy(), "SELECT id, note, amount FROM lakehouse.retail.orders"))
        .containsExactly("7|x|1.50");
  }

  @Test
  void r02NumbersInAnotherFormAreCorruptAndNamedByFileAndOffset(@TempDir Path folder)
      throws IOException {
    var lake =
        new Lake(folder).file("orders/a.csv", "id,note,amount\n1,,1.999\n2,,1e3\n3,, 1\n4,,2.5\n");
    assertThat(lake.run(copy(), TICK).out())
        .contains("read 4 = written 1 + quarantined 3 + dropped 0 + deduplicated 0");
    assertThat(lake.rows(copy(), QUARANTINE))
        .containsExactly(
            "input:files|corrupt:amount|orders/a.csv:15|1,,1.999",
            "input:files|corrupt:amount|orders/a.csv:24|2,,1e3",
            "input:files|corrupt:amount|orders/a.csv:31|3,, 1");
    assertThat(lake.rows(copy(), "SELECT id FROM lakehouse.retail.orders")).containsExactly("4");
  }

  @Test
  void r03ARecordWithTooManyFieldsIsCorruptEvenIfTheStepUsesOneColumn(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "orders/*.csv",
                key("id", "bigint"),
                nullable("note", "string"))
            .sql("ids", StepKind.KEEPING, "SELECT id FROM files", "files")
            .output("orders", "ids", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .build();
    var lake = new Lake(folder).file("orders/a.csv", "id,note\n1,a\n2,b,c\n3\n");
    assertThat(lake.run(plan, TICK).out()).contains("read 3 = written 1 + quarantined 2");
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).containsExactly("1");
  }

  @Test
  void r04AndR05QuotedEmptyIsTextAndAnOpenQuoteAtTheEndOfALineIsCorrupt(@TempDir Path folder)
      throws IOException {
    var lake =
        new Lake(folder)
            .file(
                "orders/a.csv",
                "id,note,amount\r\n1,\"\",1\r\n2,,1\r\n3,\"he said \"\"no\"\", twice\",1\r\n4,\"open\r\nhalf\",1\r\n");
    assertThat(lake.run(copy(), TICK).out()).contains("read 5 = written 3 + quarantined 2");
    assertThat(lake.rows(copy(), "SELECT id, note, note IS NULL FROM lakehouse.retail.orders"))
        .containsExactly("1||false", "2|null|true", "3|he said \"no\", twice|false");
  }

  @Test
  void r10AnEmptyFileIsPublishedEmptyAndNoFileFails(@TempDir Path folder) throws IOException {
    var lake = new Lake(folder);
    var missing = lake.run(copy(), TICK);
    assertThat(missing.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(missing.err()).contains("missing-input", "orders/*.csv");
    lake.file("orders/a.csv", "");
    var empty = lake.run(copy(), TICK);
    assertThat(empty.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(empty.out()).contains("read 0 = written 0", "status: published");
  }

  @Test
  void aFileWithoutAContractColumnIsRefusedBeforeAnythingIsWritten(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,note,amnt\n1,a,2\n");
    var outcome = lake.run(copy(), TICK);
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(outcome.err()).contains("columns-not-as-contract", "`amount`");
  }

  @Test
  void anIntervalTakesTheFoldersThatItTouchesAndTheRowsInsideIt(@TempDir Path folder)
      throws IOException {
    var columns =
        List.of(key("id", "bigint"), required("at", "timestamp")).toArray(ContractColumn[]::new);
    var plan =
        new PlanFixture()
            .dailyCsv("files", "orders", columns)
            .output(
                "orders",
                "files",
                WriteMode.APPEND,
                "at",
                columns[0],
                columns[1],
                generated("file", "string", Generated.SOURCE_FILE),
                generated("batch", "string", Generated.BATCH_ID))
            .build();
    // The clock of Zurich goes forward in this night: the day begins at 23:00 and ends at 22:00
    // UTC.
    var lake =
        new Lake(folder)
            .file(
                "orders/2026/03/29/a.csv",
                "id,at\n1,2026-03-28T23:00:00Z\n2,2026-03-29 23:59:59.999999\n3,2026-03-29T22:00:00Z\n")
            .file("orders/2026/03/30/a.csv", "id,at\n4,2026-03-30 00:00:00\n");
    assertThat(lake.run(plan, TICK).out())
        .contains("read 3 = written 2 + quarantined 0 + dropped 0 + deduplicated 0 + outside 1");
    assertThat(lake.rows(plan, "SELECT id, file, batch FROM lakehouse.retail.orders"))
        .containsExactly(
            "1|orders/2026/03/29/a.csv|retail.orders_daily.build/2026-03-28T23:00:00Z",
            "2|orders/2026/03/29/a.csv|retail.orders_daily.build/2026-03-28T23:00:00Z");
  }

  @Test
  void aFolderOfTheIntervalWithoutItsMarkerIsNotReady(@TempDir Path folder) throws IOException {
    var columns = new ContractColumn[] {key("id", "bigint"), required("at", "timestamp")};
    var plan =
        new PlanFixture()
            .daily()
            .source(
                "files",
                ReadMode.INTERVAL,
                "orders/year={yyyy}/month={MM}/day={dd}/hour={HH}/*",
                Format.CSV,
                OnInvalid.QUARANTINE,
                Missing.EMPTY,
                "at",
                columns)
            .marker("done.flag")
            .output("orders", "files", WriteMode.APPEND, "at", columns)
            .build();
    var lake = new Lake(folder);
    for (int hour = 0; hour < 24; hour++) {
      // The clock of Zurich has no hour 2 in this night.
      if (hour != 2 && hour != 21) {
        lake.file(hourOf(hour) + "done.flag", "");
      }
    }
    lake.file(hourOf(4) + "a.csv", "id,at\n1,2026-03-29 04:00:00\n");

    var early = lake.run(plan, TICK);

    assertThat(early.code()).isEqualTo(ExitCode.NOT_READY);
    assertThat(early.err())
        .isEqualTo(
            "failed: not-ready: the folder `orders/year=2026/month=03/day=29/hour=21` of `retail.files_files` has no `done.flag` yet\n");
    lake.file(hourOf(21) + "done.flag", "");
    assertThat(lake.run(plan, TICK).out()).contains("read 1 = written 1", "status: published");

    lake.file(hourOf(21) + "late.csv", "id,at\n2,2026-03-29 21:59:59\n");

    assertThat(lake.run(plan, TICK).out()).contains("read 2 = written 2", "status: published");
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders"))
        .as("what came late replaces what was published, and nothing is there twice")
        .containsExactly("1", "2");
    assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");
  }

  private static String hourOf(int hour) {
    return String.format(Locale.ROOT, "orders/year=2026/month=03/day=29/hour=%02d/", hour);
  }

  @Test
  void theSourceFileGoesAlongThroughStepsThatDoNotNameIt(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "orders/*.csv",
                key("id", "bigint"),
                nullable("note", "string"),
                required("amount", "decimal(12,2)"))
            .sql(
                "cleaned",
                StepKind.FILTERING,
                "SELECT id, trim(note) AS note, amount FROM files WHERE amount > 1",
                "files")
            .latest("last", "cleaned", "id", "amount")
            .sql(
                "named", StepKind.KEEPING, "SELECT id, concat(note, '!') AS note FROM last", "last")
            .output(
                "orders",
                "named",
                WriteMode.OVERWRITE,
                "",
                key("id", "bigint"),
                nullable("note", "string"),
                generated("file", "string", Generated.SOURCE_FILE))
            .build();
    var lake =
        new Lake(folder)
            .file("orders/a.csv", "id,note,amount\n1,a,2\n2,b,1\n")
            .file("orders/b.csv", "id,note,amount\n1,c,3\n3,d,3\n");
    assertThat(lake.run(plan, TICK).out())
        .contains("step:cleaned: 4 in, 3 out (filtering)", "step:last: 3 in, 2 out (deduplicating)")
        .contains("read 4 = written 2 + quarantined 0 + dropped 0 + deduplicated 1 + filtered 1");
    assertThat(lake.rows(plan, "SELECT id, note, file FROM lakehouse.retail.orders"))
        .containsExactly("1|c!|orders/b.csv", "3|d!|orders/b.csv");
  }
}
