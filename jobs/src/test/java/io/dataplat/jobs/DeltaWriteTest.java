package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.personal;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DeltaPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta tables are written in one commit each, and anybody can read them. */
class DeltaWriteTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String NEXT = "2026-03-31T01:00:00Z";

  private static JobPlan plan(WriteMode mode, ContractColumn... columns) {
    return DeltaPlan.in(
        new PlanFixture()
            .csv("files", ReadMode.FULL, "*.csv", columns)
            .output("first", "files", WriteMode.APPEND, "", columns)
            .output("orders", "files", mode, "amount", columns)
            .rule("small", "amount < 1000", OnViolation.FAIL)
            .build(),
        "retail.orders",
        "tables/orders");
  }

  private static List<String> orders(Lake lake, JobPlan plan) {
    return DeltaPlan.rows(lake, plan, "tables/orders", "id", "amount");
  }

  private static void published(Lake lake, JobPlan plan, String tick) throws IOException {
    var outcome = lake.run(plan, tick);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out()).contains("status: published");
  }

  @Test
  void anAppendReplacesItsOwnBatchOnlyAndIsRepeatedBesideAnotherWriter(@TempDir Path folder)
      throws IOException {
    var plan = plan(WriteMode.APPEND, Columns.amounts());
    var lake = new Lake(folder).file("a.csv", "id,amount\n1,10\n2,20\n");
    published(lake, plan, TICK);
    assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");

    lake.file("a.csv", "id,amount\n3,30\n");
    lake.whenPublished(
        "first",
        () ->
            DeltaPlan.table(lake, plan, "tables/orders")
                .selectExpr("9L AS id", "90L AS amount", "'by hand' AS _batch_id")
                .limit(1)
                .write()
                .format("delta")
                .mode("append")
                .option("mergeSchema", "false")
                .save(DeltaPlan.folder(lake, "tables/orders").toString()));
    published(lake, plan, NEXT);
    assertThat(orders(lake, plan)).containsExactly("1|10", "2|20", "3|30", "9|90");

    lake.file("a.csv", "id,amount\n4,40\n");
    published(lake, plan, NEXT);
    assertThat(orders(lake, plan)).containsExactly("1|10", "2|20", "4|40", "9|90");
    assertThat(DeltaPlan.folder(lake, "tables/orders").resolve("_dataplat")).isEmptyDirectory();
  }

  @Test
  void aFailedAuditLeavesTheTableAndItsFolderAsTheyWere(@TempDir Path folder) throws IOException {
    var plan = plan(WriteMode.OVERWRITE, Columns.amounts());
    var lake = new Lake(folder).file("a.csv", "id,amount\n1,10\n2,20\n");
    published(lake, plan, TICK);
    var before = dataFiles(lake);

    lake.file("a.csv", "id,amount\n3,30\n4,4000\n");
    assertThat(lake.run(plan, NEXT).out()).contains("status: failed");
    assertThat(orders(lake, plan)).containsExactly("1|10", "2|20");
    assertThat(dataFiles(lake)).isEqualTo(before);

    lake.file("a.csv", "id,amount\n3,30\n");
    published(lake, plan, NEXT);
    assertThat(orders(lake, plan)).containsExactly("3|30");
  }

  private static List<String> dataFiles(Lake lake) throws IOException {
    try (var files = Files.list(DeltaPlan.folder(lake, "tables/orders"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".parquet"))
          .sorted()
          .toList();
    }
  }

  @Test
  void anUpsertKeepsTheGreaterRowOfEachKey(@TempDir Path folder) throws IOException {
    var plan = plan(WriteMode.UPSERT, Columns.amounts());
    var lake = new Lake(folder).file("a.csv", "id,amount\n1,10\n2,20\n3,30\n");
    published(lake, plan, TICK);

    lake.file("a.csv", "id,amount\n1,11\n1,12\n2,20\n3,3\n4,40\n");
    published(lake, plan, NEXT);

    assertThat(orders(lake, plan)).containsExactly("1|12", "2|20", "3|30", "4|40");
    assertThat(DeltaPlan.rows(lake, plan, "tables/orders", "count(*)")).containsExactly("4");
    var ledger =
        DeltaTable.forPath(lake.session(plan), DeltaPlan.folder(lake, "tables/orders").toString())
            .detail()
            .select("properties")
            .first()
            .getJavaMap(0)
            .toString();
    assertThat(ledger)
        .contains("\"inserted\":1,\"updated\":1,\"unchanged\":1,\"stale\":1", "\"collapsed\":1");
  }

  private static JobPlan byDay() {
    var columns =
        Stream.of(key("id", "bigint"), required("at", "timestamp"), nullable("land", "string"))
            .toArray(ContractColumn[]::new);
    return DeltaPlan.in(
        new PlanFixture()
            .dailyCsv("files", "days", columns)
            .output("orders", "files", WriteMode.OVERWRITE_INTERVAL, "at", columns)
            .build(),
        "retail.orders",
        "tables/orders",
        "land");
  }

  @Test
  void anIntervalIsReplacedAndItsNeighboursStay(@TempDir Path folder) throws IOException {
    var plan = byDay();
    var lake =
        new Lake(folder)
            .file("days/2026/03/28/a.csv", "id,at,land\n1,2026-03-28T10:00:00Z,CH\n")
            .file("days/2026/03/29/a.csv", "id,at,land\n2,2026-03-29T10:00:00Z,CH\n");
    published(lake, plan, "2026-03-29T01:00:00Z");
    published(lake, plan, TICK);

    lake.file(
        "days/2026/03/28/a.csv",
        "id,at,land\n3,2026-03-28T10:00:00Z,CH\n4,2026-03-28T11:00:00Z,IT\n");
    published(lake, plan, "2026-03-29T01:00:00Z");

    assertThat(DeltaPlan.rows(lake, plan, "tables/orders", "id", "land"))
        .containsExactly("2|CH", "3|CH", "4|IT");
    assertThat(DeltaPlan.folder(lake, "tables/orders").resolve("land=IT")).isDirectory();
  }

  @Test
  void ofPersonalColumnsNoBoundIsKeptInLogOrFiles(@TempDir Path folder) throws IOException {
    var columns =
        new ContractColumn[] {key("id", "bigint"), nullable("amount", "int"), personal("email")};
    var plan = plan(WriteMode.OVERWRITE, columns);
    var lake = new Lake(folder).file("a.csv", "id,amount,email\n1,10,eva@example.org\n");
    published(lake, plan, TICK);

    var table = DeltaPlan.folder(lake, "tables/orders");
    var log = new StringBuilder();
    try (var files = Files.list(table.resolve("_delta_log"))) {
      for (var file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        log.append(Files.readString(file));
      }
    }
    assertThat(log).contains("minValues", "numRecords").doesNotContain("eva@example.org");
    assertThat(columnsWithBounds(table.resolve(dataFiles(lake).get(0))))
        .containsExactly("id", "amount", "_batch_id");
  }

  private static List<String> columnsWithBounds(Path file) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    try (var reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      return reader.getFooter().getBlocks().get(0).getColumns().stream()
          .filter(column -> column.getStatistics().hasNonNullValue())
          .map(column -> column.getPath().toDotString())
          .toList();
    }
  }

  @Test
  void aContractMayAddColumnsAndNothingElse(@TempDir Path folder) throws IOException {
    var lake = new Lake(folder).file("a.csv", "id,amount,land\n1,10,CH\n");
    published(lake, plan(WriteMode.APPEND, key("id", "bigint"), nullable("amount", "int")), TICK);
    var more =
        plan(
            WriteMode.APPEND,
            key("id", "bigint"),
            nullable("amount", "int"),
            nullable("land", "string"));
    published(lake, more, NEXT);
    assertThat(DeltaPlan.rows(lake, more, "tables/orders", "id", "amount", "land"))
        .containsExactly("1|10|CH", "1|10|null");

    var wider =
        plan(
            WriteMode.APPEND,
            key("id", "bigint"),
            nullable("amount", "bigint"),
            nullable("land", "string"));
    var refused = lake.run(wider, "2026-04-01T01:00:00Z");
    assertThat(refused.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(refused.err())
        .contains("incompatible-contract-change", "the types of a Delta table stay");
  }
}
