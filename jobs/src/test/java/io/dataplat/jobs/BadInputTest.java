package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be: what is said of them, and that nothing is published. */
class BadInputTest extends RefusedFiles {

  BadInputTest(@TempDir Path folder) throws IOException {
    super(folder);
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
  void damagedFilesOfOtherCompressionsAreNamedToo() throws IOException {
    var text = (HEADER + "1,x,1.00\n".repeat(100)).getBytes(StandardCharsets.UTF_8);
    var place =
        "file-unreadable: the file `orders/a.csv.%s` cannot be read from byte 0 of its text on: ";
    var zstd = Zstd.compress(text);
    refused(
        Format.CSV,
        "a.csv.zst",
        Arrays.copyOf(zstd, zstd.length - 3),
        place.formatted("zst") + "its compressed data are damaged");
    refused(
        Format.CSV, "a.csv.zst", text, place.formatted("zst") + "its compressed data are damaged");
    refused(
        Format.CSV, "a.csv.bz2", text, place.formatted("bz2") + "its compressed data are damaged");
    var bzip2 = new ByteArrayOutputStream();
    try (var stream = new BZip2CompressorOutputStream(bzip2)) {
      stream.write(text);
    }
    var half = Arrays.copyOf(bzip2.toByteArray(), bzip2.size() - 3);
    refused(
        Format.CSV,
        "a.csv.bz2",
        half,
        "file-unreadable: the file `orders/a.csv.bz2` cannot be read from byte \\E[0-9]+\\Q of its text on: its compressed data are damaged");
  }

  @Test
  void anotherDelimiterIsSeenInTheHeader() throws IOException {
    refused(
        Format.CSV,
        "a.csv",
        "id;note;amount\n1;x;1.00\n".getBytes(StandardCharsets.UTF_8),
        "columns-not-as-contract: the file `orders/a.csv` of `retail.files_files` has no column `id`");
  }

  @Test
  void aColumnThatTheContractLacksIsNamedOrFailsTheRun() throws IOException {
    lake.file("orders/a.csv", "id,note,amount,new\n1,x,1.00,2\n");
    assertThat(lake.run(copy(Format.CSV), TICK).out())
        .contains("the contract lacks the column `new`", "read 1 = written 1");
    var strict =
        PlanJson.indented(copy(Format.JSON))
            .replaceFirst("\"onUnknownColumn\" ?: \"warn\"", "\"onUnknownColumn\": \"fail\"");
    lake =
        emptyLake()
            .file("orders/a.json", "{\"id\":1,\"amount\":1}\n{\"id\":2,\"amount\":1,\"new\":2}\n");
    var outcome = lake.runText(strict, TICK);
    assertThat(outcome.err())
        .isEqualTo(
            "failed: columns-not-as-contract: the file `orders/a.json` has at byte 20 a record with a field that the contract lacks\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(lake.rows(copy(Format.JSON), "SELECT id FROM lakehouse.retail.orders")).isEmpty();
  }

  @Test
  void timesOfThreeZonesAreInstantsAndADecimalOutOfRangeIsCorrupt() throws IOException {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"), required("at", "timestamp"), required("amount", "decimal(5,2)")
        };
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "orders/*", columns)
            .output("orders", "files", WriteMode.OVERWRITE, "", columns)
            .build();
    lake.file(
        "orders/a.csv",
        """
        id,at,amount
        1,2026-07-01T10:00:00Z,999.99
        2,2026-07-01T06:00:00-04:00,0
        3,2026-07-01 12:00:00,-1.5
        4,2026-07-01T10:00:00Z,1000.00
        """);
    assertThat(lake.run(plan, TICK).out()).contains("read 4 = written 3 + quarantined 1");
    assertThat(lake.rows(plan, "SELECT count(*), count(DISTINCT at) FROM lakehouse.retail.orders"))
        .containsExactly("3|1");
    assertThat(
            lake.rows(
                plan, "SELECT _rules[0] FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("corrupt:amount");
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
