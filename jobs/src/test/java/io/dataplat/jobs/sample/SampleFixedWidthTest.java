package io.dataplat.jobs.sample;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.input.FixedWidthFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Samples in lines of fixed width, whole and faulty. */
class SampleFixedWidthTest {

  private static DatasetContract dataset(Map<String, String> options, String... columns) {
    return dataset(
        options,
        List.of(columns).stream()
            .map(column -> nullable(column, column.equals("id") ? "int" : "string"))
            .toArray(ContractColumn[]::new));
  }

  private static DatasetContract dataset(Map<String, String> options, ContractColumn... columns) {
    return new PlanFixture()
        .source(
            "bank",
            ReadMode.FULL,
            "bank/*",
            Format.FIXED_WIDTH,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            columns)
        .options(options)
        .build()
        .datasets()
        .get(0);
  }

  private static SampleRow row(Optional<FaultyColumn> fault) {
    return new SampleRow(RowFactory.create(12, "C"), fault);
  }

  private static SampleRow row(Fault fault, int column) {
    return row(Optional.of(new FaultyColumn(fault, column)));
  }

  @Test
  void eachFaultStandsInItsFieldAndABrokenLineLacksACharacter() {
    var dataset =
        dataset(Map.of("header", "true", "field.id", "1-4", "field.side", "5"), "id", "side");
    var rows =
        List.of(
            row(Optional.empty()),
            row(Fault.BROKEN_RECORD, 0),
            row(Fault.WRONG_TYPE, 0),
            row(Fault.MISSING_VALUE, 1),
            row(Fault.NOT_ALLOWED, 1));

    assertThat(new SampleFixedWidth(dataset, FixedWidthFormat.of(dataset)).text(rows))
        .isEqualTo("id side\n  12C\n????\n?   C\n  12 \n  12?\n");
  }

  @Test
  void aLineOfOneCharacterCannotLackOneWithoutBeingBlank() {
    assertThat(Faults.possible(dataset(Map.of("field.id", "1"), "id")))
        .containsExactly(new FaultyColumn(Fault.WRONG_TYPE, 0));
    assertThat(Faults.possible(dataset(Map.of("field.id", "1-2"), "id")))
        .containsExactly(
            new FaultyColumn(Fault.BROKEN_RECORD, 0), new FaultyColumn(Fault.WRONG_TYPE, 0));
  }

  @Test
  void aTextOfWhichTheContractSaysNothingFitsItsFieldAndKeysStayApart() {
    var dataset =
        dataset(
            Map.of("field.account_number", "1-6", "field.note", "7-10"),
            key("account_number", "string"),
            nullable("note", "string"));
    var day =
        new DataInterval(
            Instant.parse("2026-01-15T00:00:00Z"),
            Instant.parse("2026-01-16T00:00:00Z"),
            ZoneOffset.UTC);
    var rows =
        new SampleValues(dataset, new Sampling(50, 1, 0, Map.of()), Map.of())
            .rows(SamplePart.whole(day), 0, 50);

    var lines =
        new SampleFixedWidth(dataset, FixedWidthFormat.of(dataset)).text(rows).lines().toList();

    assertThat(lines).hasSize(50).allMatch(line -> line.length() == 10);
    assertThat(lines.stream().map(line -> line.substring(0, 6))).doesNotHaveDuplicates();
    assertThat(lines.get(49)).startsWith("ber-50");
  }
}
