package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be: what is said of them, and that nothing is published. */
class BadInputTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String HEADER = "id,note,amount\n";

  private final Path folder;
  private int lakes;
  private Lake lake;

  BadInputTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.lake = emptyLake();
  }

  private Lake emptyLake() throws IOException {
    return new Lake(Files.createDirectories(folder.resolve("lake" + lakes++)));
  }

  private static JobPlan copy(Format format) {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"), nullable("note", "string"), required("amount", "decimal(12,2)")
        };
    return new PlanFixture()
        .source(
            "files",
            ReadMode.FULL,
            "orders/*",
            format,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            columns)
        .output("orders", "files", WriteMode.OVERWRITE, "", columns)
        .build();
  }

  private void refused(Format format, String file, byte[] bytes, String message)
      throws IOException {
    lake = emptyLake();
    var outcome = lake.file("orders/" + file, bytes).run(copy(format), TICK);
    assertThat(outcome.err()).matches("\\Qfailed: " + message + "\\E\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(lake.rows(copy(format), "SELECT id FROM lakehouse.retail.orders"))
        .as("published of " + file)
        .isEmpty();
  }

  @Test
  void aDamagedGzipFileIsNamedWithThePlaceWhereItsTextEnds() throws IOException {
    var random = new Random(1);
    var text =
        IntStream.range(0, 20_000)
            .mapToObj(id -> id + ",n" + random.nextLong() + ",1.00\n")
            .collect(Collectors.joining("", HEADER, ""))
            .getBytes(StandardCharsets.UTF_8);
    var zip = gzip(text);
    var half = Arrays.copyOf(zip, zip.length - 4);
    refused(
        Format.CSV,
        "a.csv.gz",
        half,
        "file-unreadable: the file `orders/a.csv.gz` cannot be read from byte %s of its text on: its compressed data break off"
            .formatted(text.length));
    refused(
        Format.CSV,
        "a.csv.gz",
        Arrays.copyOf(zip, 5),
        "file-unreadable: the file `orders/a.csv.gz` cannot be read from byte 0 of its text on: its compressed data break off");
    refused(
        Format.CSV,
        "a.csv.gz",
        (HEADER + "1,x,1.00\n").getBytes(StandardCharsets.UTF_8),
        "file-unreadable: the file `orders/a.csv.gz` cannot be read from byte 0 of its text on: its compressed data are damaged");
    zip[zip.length - 6] ^= 1;
    refused(
        Format.CSV,
        "a.csv.gz",
        zip,
        "file-unreadable: the file `orders/a.csv.gz` cannot be read from byte \\E[0-9]+\\Q of its text on: its compressed data are damaged");
  }

  private static byte[] gzip(byte[] text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text);
    }
    return bytes.toByteArray();
  }

  @Test
  void aFileOfAnotherEncodingOrShapeIsRefusedByItsHeader() throws IOException {
    var place = "columns-not-as-contract: the file `orders/a.csv` of `retail.files_files` ";
    var latin = "id,noté,amount\n1,x,1.00\n".getBytes(StandardCharsets.ISO_8859_1);
    refused(Format.CSV, "a.csv", latin, place + "has a header that is not in UTF-8");
    var wide = (HEADER + "1,x,1.00\n").getBytes(StandardCharsets.UTF_16);
    refused(Format.CSV, "a.csv", wide, place + "has a header that is not in UTF-8");
    var open = "id,\"note,amount\n1,x,1.00\n".getBytes(StandardCharsets.UTF_8);
    refused(Format.CSV, "a.csv", open, place + "has a header with an open quote");
    var twice = "id,note,amount,id\n1,x,1.00,1\n".getBytes(StandardCharsets.UTF_8);
    refused(Format.CSV, "a.csv", twice, place + "names a column twice in its header");
    var otherCase = "ID,note,amount\n1,x,1.00\n".getBytes(StandardCharsets.UTF_8);
    refused(Format.CSV, "a.csv", otherCase, place + "has no column `id`");
  }

  @Test
  void aRecordThatIsNoUtf8IsCorruptAndKeptAsItCame() throws IOException {
    lake.file("orders/a.csv", (HEADER + "1,café,1\n2,b,2\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(lake.run(copy(Format.CSV), TICK).out())
        .contains("read 2 = written 1 + quarantined 1");
    assertThat(
            lake.rows(
                copy(Format.CSV),
                "SELECT _rules[0], _position, _raw FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("corrupt:encoding|orders/a.csv:15|base64:MSxjYWbpLDE=");
  }

  @Test
  void aLineLongerThanAnyRecordStopsTheRunAndNotTheProcess() throws IOException {
    var endless = new byte[65 << 20];
    Arrays.fill(endless, (byte) 'x');
    System.arraycopy(HEADER.getBytes(StandardCharsets.UTF_8), 0, endless, 0, HEADER.length());
    var outcome = lake.file("orders/a.csv", endless).run(copy(Format.CSV), TICK);
    assertThat(outcome.err())
        .startsWith("failed: file-unreadable: the file `orders/a.csv` cannot be read from byte ")
        .endsWith(" of its text on: a line is longer than 64 MiB\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
  }

  @Test
  void aDamagedParquetFileIsNamed() throws IOException {
    var good = parquet("id, concat('n', id) AS note, CAST(1.5 AS DECIMAL(12,2)) AS amount");
    var noFooter =
        "file-unreadable: the file `orders/a.parquet` is no Parquet file, or its footer is damaged";
    refused(Format.PARQUET, "a.parquet", Arrays.copyOf(good, good.length / 2), noFooter);
    refused(Format.PARQUET, "a.parquet", new byte[0], noFooter);
    refused(
        Format.PARQUET,
        "a.parquet",
        (HEADER + "1,x,1\n").getBytes(StandardCharsets.UTF_8),
        noFooter);
    var poisoned = good.clone();
    Arrays.fill(poisoned, good.length - 300, good.length - 8, (byte) 0xEE);
    refused(Format.PARQUET, "a.parquet", poisoned, noFooter);
    var longFooter = good.clone();
    longFooter[good.length - 5] = 0x7F;
    refused(Format.PARQUET, "a.parquet", longFooter, noFooter);
    var page = good.clone();
    Arrays.fill(page, 2000, 3000, (byte) 0xEE);
    refused(
        Format.PARQUET,
        "a.parquet",
        page,
        "file-unreadable: the file `file://%s/lake%s/samples/orders/a.parquet` is damaged: FAILED_READ_FILE.NO_HINT"
            .formatted(folder, lakes));
  }

  @Test
  void aParquetColumnThatIsMissingOrOfAnotherTypeIsNamed() throws IOException {
    var place = "columns-not-as-contract: the file `orders/a.parquet` of `retail.files_files` ";
    refused(
        Format.PARQUET,
        "a.parquet",
        parquet("CAST(id AS STRING) AS id, 'x' AS note, CAST(1.5 AS DECIMAL(12,2)) AS amount"),
        place + "has `id` of the type `STRING`, which does not widen to `BIGINT`");
    refused(
        Format.PARQUET,
        "a.parquet",
        parquet("id, 'x' AS note, CAST(1.5 AS DECIMAL(12,3)) AS amount"),
        place
            + "has `amount` of the type `DECIMAL(12,3)`, which does not widen to `DECIMAL(12,2)`");
    refused(
        Format.PARQUET, "a.parquet", parquet("id, 'x' AS note"), place + "has no column `amount`");
  }

  private byte[] parquet(String columns) throws IOException {
    var written = folder.resolve("written" + lakes++);
    lake.session(copy(Format.PARQUET))
        .sql("SELECT " + columns + " FROM range(0, 100000, 1, 1)")
        .write()
        .parquet(written.toString());
    try (var files = Files.list(written)) {
      var file = files.filter(each -> each.getFileName().toString().startsWith("part-"));
      return Files.readAllBytes(file.findFirst().orElseThrow());
    }
  }

  @Test
  void aValueThatAnExpressionCannotTakeStopsTheRunAndIsNotSaid() throws IOException {
    lake.file("orders/a.csv", HEADER + "1,secret,1.00\n");
    var plan =
        new PlanFixture()
            .csv(
                "files", ReadMode.FULL, "orders/*", key("id", "bigint"), nullable("note", "string"))
            .sql(
                "numbers",
                StepKind.KEEPING,
                "SELECT CAST(note AS BIGINT) AS id FROM files",
                "files")
            .output("orders", "numbers", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .build();
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.err())
        .isEqualTo(
            "failed: expression-failed: `CAST(note AS BIGINT)` has no value for a row: CAST_INVALID_INPUT\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.EXPRESSION_FAILED);
  }

  @Test
  void aNullKeyOfADeduplicationIsNamedByStepAndColumn() throws IOException {
    lake.file("orders/a.csv", "id,amount\n,1\n");
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "orders/*",
                nullable("id", "bigint"),
                nullable("amount", "int"))
            .latest("last", "files", "id", "amount")
            .output("orders", "last", WriteMode.OVERWRITE, "", nullable("id", "bigint"))
            .build();
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.err()).isEqualTo("failed: null-key: step last, column id is null\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.EXPRESSION_FAILED);
  }
}
