package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nested;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of each format through a whole run: what is read, what is set aside, and from where. */
class FileFormatTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String QUARANTINE =
      "SELECT array_join(_rules, ','), _position, _raw FROM lakehouse.retail.orders_daily__build__quarantine";

  private static PlanFixture copy(Format format, ContractColumn... columns) {
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
        .output("orders", "files", WriteMode.OVERWRITE, "", columns);
  }

  private static JobPlan json() {
    return copy(
            Format.JSON,
            sentAs("Id", key("id", "bigint")),
            required("amount", "decimal(12,2)"),
            nullable("at", "timestamp"),
            nested("lines", "array<struct>", sentAs("Sku", required("sku", "string"))),
            nullable("labels", "map<string,int>"))
        .build();
  }

  @Test
  void jsonLinesAreReadStrictlyAndEachCorruptOneIsNamedByItsByte(@TempDir Path folder)
      throws IOException {
    var lake =
        new Lake(folder)
            .file(
                "orders/a.json",
                """
                {"Id": 1, "amount": 1.5, "at": "2026-03-29T12:00:00+02:00", "new": 1}

                {"Id": 2, "amount": 1.999}
                {"Id": 3, "amount": "2.00", "lines": [{"Sku": "A", "more": 1}, {"Sku": "é"}]}
                {"Id": 4, "amount": 1, "at": "2026-03-29 12:00:00"}
                {"Id": 5, "amount": 1
                [6]
                {"id": 7, "amount": 1}
                {"Id": 8, "amount": 1, "labels": {"a": 1, "a": 2}} {"Id": 9}
                {"Id": 10, "amount": 0, "labels": {"a": 1, "a": 2}}""");

    var outcome = lake.run(json(), TICK);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("read 9 = written 3 + quarantined 6");
    assertThat(
            lake.rows(
                json(),
                "SELECT id, amount, date_format(at, 'HH:mm'), lines.sku, labels['a'] FROM lakehouse.retail.orders"))
        .containsExactly(
            "10|0.00|null|null|2", "1|1.50|12:00|null|null", "3|2.00|null|ArraySeq(A, é)|null");
    assertThat(lake.rows(json(), QUARANTINE))
        .containsExactly(
            "corrupt:amount|orders/a.json:71|{\"Id\": 2, \"amount\": 1.999}",
            "corrupt:at|orders/a.json:177|{\"Id\": 4, \"amount\": 1, \"at\": \"2026-03-29 12:00:00\"}",
            "corrupt:json|orders/a.json:229|{\"Id\": 5, \"amount\": 1",
            "corrupt:json|orders/a.json:251|[6]",
            "corrupt:json|orders/a.json:278|{\"Id\": 8, \"amount\": 1, \"labels\": {\"a\": 1, \"a\": 2}} {\"Id\": 9}",
            "not-null:id|orders/a.json:255|null");
  }

  @Test
  void textIsCompressedAsTheNameOfItsFileSays(@TempDir Path folder) throws IOException {
    var bzip2 = new ByteArrayOutputStream();
    try (var stream = new BZip2CompressorOutputStream(bzip2)) {
      stream.write("id,note\n1,a\n2,\n".getBytes(StandardCharsets.UTF_8));
    }
    var first = Zstd.compress("id,note\n3,".getBytes(StandardCharsets.UTF_8));
    var second = Zstd.compress("c\nx,d\n".getBytes(StandardCharsets.UTF_8));
    var frames = new ByteArrayOutputStream();
    frames.write(first);
    frames.write(second);
    var plan = copy(Format.CSV, key("id", "bigint"), nullable("note", "string")).build();
    var lake =
        new Lake(folder)
            .file("orders/a.csv.bz2", bzip2.toByteArray())
            .file("orders/b.csv.zst", frames.toByteArray());

    assertThat(lake.run(plan, TICK).out()).contains("read 4 = written 3 + quarantined 1");
    assertThat(lake.rows(plan, "SELECT id, note FROM lakehouse.retail.orders"))
        .containsExactly("1|a", "2|null", "3|c");
    assertThat(lake.rows(plan, QUARANTINE)).containsExactly("corrupt:id|orders/b.csv.zst:12|x,d");
  }

  @Test
  void quotedValuesGoOverLinesAndBlanksAroundValuesAreTrimmedWhereTheContractSaysSo(
      @TempDir Path folder) throws IOException {
    var plan =
        copy(Format.CSV, key("id", "bigint"), nullable("note", "string"))
            .options(Map.of("multiline", "true", "trim", "true"))
            .build();
    var lake =
        new Lake(folder)
            .file(
                "orders/a.csv",
                " id , \"note\"\n 1 ,  two\twords \n2,\t\"over\n\nlines \" \n3,   \n4,\"open\n5,x\n");

    assertThat(lake.run(plan, TICK).out()).contains("read 4 = written 3 + quarantined 1");
    assertThat(lake.rows(plan, "SELECT id, note FROM lakehouse.retail.orders"))
        .containsExactly("1|two\twords", "2|over\n\nlines ", "3|null");
    assertThat(lake.rows(plan, QUARANTINE))
        .containsExactly("corrupt:quotes|orders/a.csv:55|4,\"open\n5,x\n");
  }

  @Test
  void fieldsOfParquetStructsAreFoundByTheirNamesAndMayWiden(@TempDir Path folder)
      throws IOException {
    var plan =
        copy(
                Format.PARQUET,
                key("id", "bigint"),
                nested(
                    "place",
                    "struct",
                    sentAs("Town.Name", nullable("town", "string")),
                    nullable("zip", "bigint")),
                nested("lines", "array<struct>", sentAs("Sku", nullable("sku", "string"))))
            .build();
    var lake = new Lake(folder);
    lake.session(plan)
        .sql(
            """
            SELECT id, IF(id = 0, NULL, struct(CAST(8001 AS INT) AS zip, 'Bern' AS `Town.Name`)) AS place,
              array(struct(1 AS n, 'A' AS Sku)) AS lines
            FROM range(2)
            """)
        .coalesce(1)
        .write()
        .parquet(lake.samples().resolve("orders").toString());

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("the contract lacks the column `lines.n`");
    assertThat(
            lake.rows(
                plan, "SELECT id, to_json(place), to_json(lines) FROM lakehouse.retail.orders"))
        .containsExactly(
            "0|null|[{\"sku\":\"A\"}]", "1|{\"town\":\"Bern\",\"zip\":8001}|[{\"sku\":\"A\"}]");
  }
}
