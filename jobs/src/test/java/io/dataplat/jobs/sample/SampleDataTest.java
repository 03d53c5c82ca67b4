package io.dataplat.jobs.sample;

import static io.dataplat.jobs.fixture.Columns.allowed;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nested;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.patterned;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.LocalRun;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.UnknownColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDataTest {

  private static final DataInterval DAY =
      new DataInterval(
          Instant.parse("2026-03-29T00:00:00Z"),
          Instant.parse("2026-03-30T00:00:00Z"),
          ZoneOffset.UTC);

  private static Lake.Outcome sampled(Path folder, JobPlan plan, String... more)
      throws IOException {
    var arguments = new ArrayList<>(List.of("--interval", "2026-03-29", "--rows", "40"));
    arguments.addAll(List.of(more));
    return LocalRun.of(folder, List.of(plan), arguments.toArray(String[]::new));
  }

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"),
      required("at", "timestamp"),
      allowed("status", "O", "it's; \"x\""),
      patterned("clerk", "Clerk#[0-9]{9}|[A-F]\\d{2,3}(-x)?"),
      nullable("amount", "decimal(12,2)"),
      nullable("day", "date"),
      required("ratio", "double"),
      required("open", "boolean")
    };
  }

  // What CSV cannot hold.
  private static ContractColumn[] nestedColumns() {
    var more =
        Stream.of(
            nested(
                "place",
                "struct",
                sentAs("Zip", required("zip", "int")),
                nullable("at", "timestamp_ntz")),
            nested(
                "lines", "array<struct>", required("price", "decimal(20,3)"), required("n", "int")),
            nullable("labels", "map<string,float>"),
            nullable("days", "array<date>"),
            nullable("hash", "binary"));
    return Stream.concat(Arrays.stream(columns()), more).toArray(ContractColumn[]::new);
  }

  @Test
  void samplesOfEveryFormatPassTheGateOfTheirContract(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .daily()
            .source(
                "csv",
                ReadMode.INTERVAL,
                "a/{yyyy}/{MM}/{dd}/*.csv",
                Format.CSV,
                OnInvalid.FAIL,
                Missing.FAIL,
                "at",
                columns())
            .source(
                "parquet",
                ReadMode.INTERVAL,
                "b/{yyyy}/{MM}/{dd}/*.parquet",
                Format.PARQUET,
                OnInvalid.FAIL,
                Missing.FAIL,
                "at",
                columns())
            .source(
                "json",
                ReadMode.INTERVAL,
                "c/year={yyyy}/month={MM}/day={dd}/*.json.zst",
                Format.JSON,
                OnInvalid.FAIL,
                Missing.FAIL,
                "at",
                nestedColumns())
            .source(
                "orc",
                ReadMode.INTERVAL,
                "d/{yyyy}/{MM}/{dd}/*.orc",
                Format.ORC,
                OnInvalid.FAIL,
                Missing.FAIL,
                "at",
                nestedColumns())
            .marker("_SUCCESS")
            .source(
                "avro",
                ReadMode.INTERVAL,
                "e/{yyyy}/{MM}/{dd}/*.avro",
                Format.AVRO,
                OnInvalid.FAIL,
                Missing.FAIL,
                "at",
                nestedColumns())
            .source(
                "fixed",
                ReadMode.INTERVAL,
                "f/{yyyy}/{MM}/{dd}/*.txt",
                Format.FIXED_WIDTH,
                OnInvalid.FAIL,
                Missing.FAIL,
                "at",
                columns())
            .options(
                Map.of(
                    "length", "150",
                    "field.id", "1-20",
                    "field.at", "21-50",
                    "field.status", "51-60",
                    "field.clerk", "61-80",
                    "field.amount", "81-100",
                    "field.day", "101-110",
                    "field.ratio", "111-140",
                    "field.open", "141-145"))
            .table("known", ReadMode.INTERVAL, "at", "", columns())
            .sql(
                "together",
                StepKind.RESHAPING,
                """
                SELECT c.id FROM csv c JOIN parquet p ON p.id = c.id JOIN known k ON k.id = c.id
                JOIN json j ON j.id = c.id JOIN orc o ON o.id = c.id JOIN avro a ON a.id = c.id
                JOIN fixed f ON f.id = c.id
                """,
                "csv",
                "parquet",
                "known",
                "json",
                "orc",
                "avro",
                "fixed")
            .output("orders", "together", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .build();
    var lake = new Lake(folder);
    var outcome = sampled(folder, plan);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out())
        .contains(
            "input:csv: read 40, admitted 40\n",
            "input:parquet: read 40, admitted 40\n",
            "input:json: read 40, admitted 40\n",
            "input:orc: read 40, admitted 40\n",
            "input:avro: read 40, admitted 40\n",
            "input:fixed: read 40, admitted 40\n",
            "input:known: read 40, admitted 40\n",
            "40 accepted");
    var file = lake.samples().resolve("a/2026/03/29/sample.csv");
    var first = Files.readString(file);
    assertThat(sampled(folder, plan).out()).as("what is there stays").contains("status: unchanged");
    Files.delete(file);
    sampled(folder, plan);
    assertThat(Files.readString(file)).as("the same seed makes the same file").isEqualTo(first);
  }

  @Test
  void aReferenceFindsItsRowAndACompositeKeyIsUnique(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .daily()
            .csv("people", ReadMode.FULL, "people.csv", key("person", "string"))
            .csv(
                "orders",
                ReadMode.INTERVAL,
                "orders/{yyyy}/{MM}/{dd}/*.csv",
                key("id", "bigint"),
                required("person", "string"))
            .csv(
                "lines",
                ReadMode.INTERVAL,
                "lines/{yyyy}/{MM}/{dd}/*.csv",
                key("order_id", "bigint"),
                key("line", "int"))
            .sql(
                "joined",
                StepKind.RESHAPING,
                "SELECT DISTINCT l.order_id, l.line FROM lines l JOIN orders o ON o.id = l.order_id"
                    + " JOIN people p ON p.person = o.person",
                "people",
                "orders",
                "lines")
            .output(
                "joined",
                "joined",
                WriteMode.OVERWRITE,
                "",
                key("order_id", "bigint"),
                key("line", "int"))
            .build();
    var outcome =
        sampled(
            folder,
            plan,
            "--references",
            "retail.orders_files.person:retail.people_files.person,"
                + "retail.lines_files.order_id:retail.orders_files.id");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("40 candidates, 40 accepted");
  }

  @Test
  void aShareOfRowsIsFaultyAndEachFaultIsFound(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .dailyCsv("csv", "a", columns())
            .output("orders", "csv", WriteMode.APPEND, "", columns())
            .build();
    var outcome = sampled(folder, plan, "--faults", "50%");
    var faulty =
        Pattern.compile("40 rows made from the contract, ([0-9]+) of them faulty")
            .matcher(outcome.out());
    assertThat(faulty.find()).isTrue();
    var number = Integer.parseInt(faulty.group(1));
    assertThat(number).isBetween(10, 30);
    assertThat(outcome.out())
        .contains("written " + (40 - number) + " + quarantined " + number + " + dropped 0");
  }

  @Test
  void everyDayHasRowsOfItsOwn(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .daily()
            .csv("a", ReadMode.INTERVAL, "a/{yyyy}/{MM}/{dd}/*.csv", key("id", "bigint"))
            .output("ids", "a", WriteMode.APPEND, "", key("id", "bigint"))
            .build();
    var outcome =
        LocalRun.of(
            folder,
            List.of(plan),
            "--interval",
            "2026-03-28/2026-03-30",
            "--rows",
            "7",
            "--only-sample",
            "true");
    assertThat(outcome.out()).contains("21 rows made from the contract").doesNotContain("status");
    var ids = new TreeSet<String>();
    try (var files = Files.walk(folder.resolve("samples"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.readAllLines(file).stream().skip(1).forEach(ids::add);
      }
    }
    assertThat(ids).hasSize(21);
  }

  @Test
  void numbersLieAroundTheirExamples() {
    var values = new RandomValues(DAY, 100, new SplittableRandom(5));
    var share = DataTypes.createDecimalType(4, 2);
    for (int i = 0; i < 50; i++) {
      assertThat((BigDecimal) values.near(share, List.of("0.04")))
          .isBetween(new BigDecimal("0.01"), new BigDecimal("0.08"));
      assertThat((Integer) values.near(DataTypes.IntegerType, List.of("-5", "3", "20")))
          .isBetween(-5, 20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Clerk#[0-9]{9}",
        "a|bc|",
        "[^a-z]{3}",
        "\\d{4}-\\d{2}",
        "(?:x[yz]){2,}",
        "\\w+@\\w+\\.org",
        "[\\d.-]+"
      })
  void textsMatchTheirPattern(String pattern) {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 50; i++) {
      assertThat(PatternText.of(pattern, random)).matches(Pattern.compile(pattern));
    }
  }

  @Test
  void samplesHaveNothingBesideTheirContract(@TempDir Path folder) throws IOException {
    var plan = UnknownColumn.captured(Format.CSV);
    var outcome = LocalRun.of(folder, List.of(plan), "--rows", "5");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("5 rows made").doesNotContain("the contract lacks");
  }
}
