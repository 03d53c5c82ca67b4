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
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose lines have each column at the same place, through a whole run. */
class FixedWidthTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String QUARANTINE =
      "SELECT array_join(_rules, ','), _position, _raw FROM lakehouse.retail.orders_daily__build__quarantine";

  private static JobPlan plan(
      PlanFixture plan,
      ReadMode read,
      String path,
      WriteMode write,
      Map<String, String> options,
      ContractColumn... columns) {
    return plan.source(
            "files",
            read,
            path,
            Format.FIXED_WIDTH,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            columns)
        .options(options)
        .output("bookings", "files", write, "", columns)
        .build();
  }

  private static JobPlan bookings() {
    return plan(
        new PlanFixture(),
        ReadMode.FULL,
        "bank/*",
        WriteMode.OVERWRITE,
        Map.of(
            "dateFormat", "yyyyMMdd",
            "length", "24",
            "field.id", "1-6",
            "field.booked_on", "7-14",
            "field.amount", "15-23",
            "field.side", "24"),
        key("id", "bigint"),
        required("booked_on", "date"),
        required("amount", "decimal(7,2)"),
        nullable("side", "string"));
  }

  @Test
  void whatDoesNotFitItsPlaceOrItsLineIsQuarantinedWithTheByteWhereItBegins(@TempDir Path folder)
      throws IOException {
    var lake =
        new Lake(folder)
            .file(
                "bank/a.txt",
                """
                00000120260329000012.50C
                     220260329    -3.00\s

                00000320260329  1.999  D
                00000420260230000001.00C
                00000520260329000001.00
                00000620260329000001.00CX
                      20260329000001.00C
                """);

    var outcome = lake.run(bookings(), TICK);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("read 7 = written 2 + quarantined 5");
    assertThat(
            lake.rows(
                bookings(), "SELECT id, booked_on, amount, side FROM lakehouse.retail.bookings"))
        .containsExactly("1|2026-03-29|12.50|C", "2|2026-03-29|-3.00|null");
    assertThat(lake.rows(bookings(), QUARANTINE))
        .containsExactly(
            "corrupt:amount|bank/a.txt:51|00000320260329  1.999  D",
            "corrupt:booked_on|bank/a.txt:76|00000420260230000001.00C",
            "corrupt:length|bank/a.txt:101|00000520260329000001.00",
            "corrupt:length|bank/a.txt:125|00000620260329000001.00CX",
            "not-null:id|bank/a.txt:151|null");
  }

  @Test
  void theFileOfAnIntervalIsReadInItsEncodingAndWithoutItsHeader(@TempDir Path folder)
      throws IOException {
    var plan =
        plan(
            new PlanFixture().daily(),
            ReadMode.INTERVAL,
            "bank/{yyyy}-{MM}-{dd}.txt.gz",
            WriteMode.APPEND,
            Map.of(
                "header", "true",
                "encoding", "ISO-8859-1",
                "field.id", "1-3",
                "field.town", "4-10"),
            key("id", "bigint"),
            nullable("town", "string"));
    var lake =
        new Lake(folder)
            .file("bank/2026-03-28.txt.gz", gzip("BANK\n  9Chur   \n"))
            .file(
                "bank/2026-03-29.txt.gz",
                gzip("BANK\n  1Zürich \n  2Délém\r\n  2 Genève and more\r\n  3"));

    assertThat(lake.run(plan, TICK).out()).contains("read 4 = written 2 + quarantined 2");
    assertThat(lake.rows(plan, "SELECT id, town FROM lakehouse.retail.bookings"))
        .containsExactly("1|Zürich", "2|Genève");
    assertThat(lake.rows(plan, QUARANTINE))
        .containsExactly(
            "corrupt:length|bank/2026-03-29.txt.gz:16|  2Délém",
            "corrupt:length|bank/2026-03-29.txt.gz:47|  3");
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(bytes)) {
      stream.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  @Test
  void aPlanThatCannotBeReadSoIsRefusedBeforeAnything(@TempDir Path folder) throws IOException {
    var text = PlanJson.indented(bookings());
    refused(folder, text.replace("\"15-23\"", "\"23-15\""), "`amount` end before it begins");
    refused(
        folder,
        text.replace("\"" + OnUnknownColumn.WARN + "\"", "\"" + OnUnknownColumn.FAIL + "\""),
        "whose lines name none");
    refused(
        folder,
        text.replace("\"decimal(7,2)\"", "\"binary\""),
        "that a line of fixed width cannot hold");
  }

  private static void refused(Path folder, String plan, String message) throws IOException {
    var outcome = new Lake(folder).runText(plan, TICK);
    assertThat(outcome.code()).isEqualTo(ExitCode.PLAN_REFUSED);
    assertThat(outcome.err()).contains("plan-malformed").contains(message);
  }
}
