package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.UnknownColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source has beside its contract, where it depends on the row what becomes of it. */
class UnknownColumnTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String ROWS = "SELECT id, note, to_json(more) FROM lakehouse.retail.orders";
  private static final String REJECTED =
      "SELECT array_join(_rules, ','), _position, coalesce(_row, _raw) FROM lakehouse.retail.orders_daily__build__quarantine";

  @Test
  void aRowWithMoreThanItsContractIsQuarantinedAndTheOthersAreKept(@TempDir Path folder)
      throws IOException {
    var plan = UnknownColumn.discarded(Format.CSV);
    var lake =
        new Lake(folder)
            .file("orders/a.csv", "id,secret,note\n1,,a\n2,x,b\n3,\"\",c\nd,x,d\n")
            .file("orders/b.csv", "note,id\ne,5\n")
            .file("orders/c.csv", "");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.out())
        .contains("the contract lacks the column `secret`")
        .contains("read 5 = written 2 + quarantined 3 + dropped 0");
    assertThat(lake.rows(plan, "SELECT id, note FROM lakehouse.retail.orders"))
        .containsExactly("1|a", "5|e");
    assertThat(lake.rows(plan, REJECTED))
        .as("what nobody has declared may be personal, so it is not kept here either")
        .containsExactly(
            "corrupt:id|orders/a.csv:33|null",
            "unknown-column|orders/a.csv:20|{\"id\":2,\"note\":\"b\"}",
            "unknown-column|orders/a.csv:26|{\"id\":3,\"note\":\"c\"}");
    assertThat(violations(lake, plan)).containsExactly("quarantine|2");
  }

  @Test
  void whatFilesHaveMoreIsKeptAsTextsInTheOrderOfTheirNames(@TempDir Path folder)
      throws IOException {
    var plan = UnknownColumn.captured(Format.CSV);
    var lake =
        new Lake(folder)
            .file("orders/a.csv", "id,zip,note,colour\n1,8001,a,red\n2,,b,\n3,\"\",c,\n")
            .file("orders/b.csv", "colour,note,zip,id\nblue,d,3000,4\n")
            .file("orders/c.csv", "id,note\n5,e\n");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.out())
        .contains("the contract lacks the column `colour`", "the contract lacks the column `zip`")
        .contains("read 5 = written 5 + quarantined 0");
    assertThat(lake.rows(plan, ROWS))
        .containsExactly(
            "1|a|{\"colour\":\"red\",\"zip\":\"8001\"}",
            "2|b|null",
            "3|c|{\"zip\":\"\"}",
            "4|d|{\"colour\":\"blue\",\"zip\":\"3000\"}",
            "5|e|null");
    assertThat(violations(lake, plan)).containsExactly("warn|3");
  }

  private static List<String> violations(Lake lake, JobPlan plan) {
    return lake.rows(
        plan,
        """
        SELECT rule.action, rule.violations
        FROM (SELECT explode(rules) AS rule FROM lakehouse.dataplat.runs)
        WHERE rule.name = 'unknown-column' AND rule.gate = 'input:files'""");
  }

  @Test
  void fieldsOfJsonLinesAreKeptAsTheyAreWritten(@TempDir Path folder) throws IOException {
    var lines =
        """
                {"id": 1, "note": "a", "n": 1.50, "flag": true, "none": null}
                {"id": 2, "deep": {"x": [1e3, null, "é"]}, "text": "t", "text": "u"}
                {"id": 3, "note": "c", "gone": 1, "gone": null}
                {"id": 4, "torn": "\\ud800"}
                """;
    var lake = new Lake(folder).file("orders/a.json", lines);
    var captured = UnknownColumn.captured(Format.JSON);
    assertThat(lake.run(captured, TICK).out()).contains("read 4 = written 3 + quarantined 1");
    assertThat(lake.rows(captured, ROWS))
        .containsExactly(
            "1|a|{\"flag\":\"true\",\"n\":\"1.50\"}",
            "2|null|{\"deep\":\"{\\\"x\\\":[1e3,null,\\\"é\\\"]}\",\"text\":\"u\"}",
            "3|c|null");
    assertThat(lake.rows(captured, REJECTED))
        .containsExactly("corrupt:unknown-column|orders/a.json:180|null");

    var discarded = UnknownColumn.discarded(Format.JSON);
    var other = new Lake(folder.resolve("other")).file("orders/a.json", lines);
    assertThat(other.run(discarded, TICK).out()).contains("read 4 = written 1 + quarantined 3");
    assertThat(other.rows(discarded, "SELECT id, note FROM lakehouse.retail.orders"))
        .containsExactly("3|c");
  }

  @Test
  void fieldsOfJsonLinesAreNamedWhenTheyWereRead(@TempDir Path folder) throws IOException {
    var plan = UnknownColumn.named(Format.JSON);
    var lake =
        new Lake(folder)
            .file(
                "orders/a.json",
                """
                {"id": 1, "note": "a", "zip": 8001, "ann@example.org": 1}
                {"id": 2, "colour": null, "zip": {"id": 3}}
                """);

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.out())
        .contains("the contract lacks the column `colour`", "the contract lacks the column `zip`")
        .contains("read 2 = written 2 + quarantined 0")
        .as("a sender may use values as names")
        .doesNotContain("ann");
    assertThat(lake.rows(plan, "SELECT inline(inputs) FROM lakehouse.dataplat.runs"))
        .singleElement(STRING)
        .startsWith("files|retail.files_files|")
        .endsWith("|2|0|0|0|0|2|ArraySeq(colour, zip)");
  }

  @Test
  void columnsOfFilesWithTypesBecomeTexts(@TempDir Path folder) throws IOException {
    var plan = UnknownColumn.captured(Format.PARQUET);
    var lake = new Lake(folder);
    var target = lake.samples().resolve("orders").toString();
    lake.session(plan)
        .sql(
            """
            SELECT 1L AS id, 'a' AS note, CAST(1.50 AS DECIMAL(5,2)) AS amount, X'00FF' AS bytes,
              TIMESTAMP'2026-01-01T00:00:00.123456Z' AS at, DATE'2026-01-02' AS day,
              named_struct('n', 1, 'at', TIMESTAMP'2026-07-01T00:00:00Z') AS deep, array(1, 2) AS list,
              CAST(NULL AS STRING) AS none
            """)
        .coalesce(1)
        .write()
        .mode("append")
        .parquet(target);
    lake.session(plan)
        .sql("SELECT 2L AS id, 'b' AS note, array(named_struct('x', 1)) AS list")
        .coalesce(1)
        .write()
        .mode("append")
        .parquet(target);

    var outcome = lake.run(plan, TICK);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("read 2 = written 2 + quarantined 0");
    assertThat(lake.rows(plan, "SELECT id, inline(map_entries(more)) FROM lakehouse.retail.orders"))
        .containsExactly(
            "1|amount|1.50",
            "1|at|2026-01-01T01:00:00.123456+01:00",
            "1|bytes|AP8=",
            "1|day|2026-01-02",
            "1|deep|{\"n\":1,\"at\":\"2026-07-01T02:00:00.000000+02:00\"}",
            "1|list|[1,2]",
            "2|list|[{\"x\":1}]");

    var orc = UnknownColumn.discarded(Format.ORC);
    var other = new Lake(folder.resolve("orc"));
    other
        .session(orc)
        .sql("SELECT id, 'n' AS note, IF(id = 1, struct(id), NULL) AS deep FROM range(3)")
        .coalesce(1)
        .write()
        .orc(other.samples().resolve("orders").toString());
    assertThat(other.run(orc, TICK).out()).contains("read 3 = written 2 + quarantined 1");
    assertThat(other.rows(orc, "SELECT id FROM lakehouse.retail.orders")).containsExactly("0", "2");
  }

  @Test
  void anAvroColumnIsKeptIfItHasATypeThatColumnsHave(@TempDir Path folder) throws IOException {
    var plan = UnknownColumn.captured(Format.AVRO);
    var lake = new Lake(folder).file("orders/a.avro", avro(true));
    assertThat(lake.run(plan, TICK).out()).contains("read 1 = written 1 + quarantined 0");
    assertThat(lake.rows(plan, ROWS)).containsExactly("1|n|{\"deep\":\"{\\\"x\\\":7}\"}");

    var outcome = lake.file("orders/b.avro", avro(false)).run(plan, TICK);
    assertThat(outcome.err())
        .isEqualTo(
            "failed: columns-not-as-contract: the unknown column `deep` has a type that cannot be kept as a text\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
  }

  private static byte[] avro(boolean isRecord) throws IOException {
    var deep = SchemaBuilder.record("deep").fields().requiredInt("x").endRecord();
    var type = isRecord ? deep : SchemaBuilder.unionOf().intType().and().stringType().endUnion();
    var schema =
        SchemaBuilder.record("row")
            .fields()
            .requiredLong("id")
            .requiredString("note")
            .name("deep")
            .type(type)
            .noDefault()
            .endRecord();
    var row = new GenericData.Record(schema);
    row.put("id", 1L);
    row.put("note", "n");
    var x = new GenericData.Record(deep);
    x.put("x", 7);
    row.put("deep", isRecord ? x : Integer.valueOf(7));
    var bytes = new ByteArrayOutputStream();
    try (var writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema)).create(schema, bytes)) {
      writer.append(row);
    }
    return bytes.toByteArray();
  }

  @Test
  void aPlanThatCannotKeepItsWordIsRefused(@TempDir Path folder) throws IOException {
    var lake = new Lake(folder);
    assertThat(lake.run(UnknownColumn.capturedNowhere(), TICK).err())
        .endsWith(": the plan does not say where `retail.files_files` keeps its unknown columns\n");
    assertThat(lake.run(UnknownColumn.discardedOfTable(), TICK).err())
        .endsWith(
            ": the plan has `discard_row` for the unknown columns of `retail.files`, which is no files\n");
  }
}
