package io.dataplat.jobs.sample;

import static io.dataplat.jobs.fixture.Columns.allowed;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.patterned;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDataTest {

  private static final String TICK = "2026-03-30T01:00:00Z";

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
            .table("known", ReadMode.INTERVAL, "at", "", columns())
            .sql(
                "together",
                StepKind.RESHAPING,
                "SELECT c.id FROM csv c JOIN parquet p ON p.id = c.id JOIN known k ON k.id = c.id",
                "csv",
                "parquet",
                "known")
            .output("orders", "together", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .build();
    var lake = new Lake(folder);
    var outcome = lake.run(plan, TICK, "--sample", "40");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out())
        .contains(
            "input:csv: read 40, admitted 40\n",
            "input:parquet: read 40, admitted 40\n",
            "input:known: read 40, admitted 40\n",
            "40 accepted");
    var file = lake.samples().resolve("a/2026/03/29/sample.csv");
    var first = Files.readString(file);
    assertThat(lake.run(plan, TICK, "--sample", "40").out())
        .as("what is there stays")
        .contains("status: unchanged");
    Files.delete(file);
    lake.run(plan, TICK, "--sample", "40");
    assertThat(Files.readString(file)).as("the same seed makes the same file").isEqualTo(first);
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
}
