package io.dataplat.jobs.sample;

import static io.dataplat.jobs.fixture.Columns.allowed;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.fixture.PlanFixture;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletedRowsTest {

  private static final DataInterval DAY =
      new DataInterval(
          Instant.parse("2026-01-15T00:00:00Z"),
          Instant.parse("2026-01-16T00:00:00Z"),
          ZoneOffset.UTC);

  @Test
  void whatIsNotGivenIsNullOrASampleAlwaysTheSame() {
    var contract =
        contract(
            key("id", "bigint"),
            allowed("status", "O", "F"),
            required("amount", "decimal(12,2)"),
            nullable("note", "string"));
    List<Map<String, @Nullable Object>> rows = List.of(Map.of("note", "given"), Map.of());
    var completed = new CompletedRows(contract, DAY).of(rows);
    assertThat(completed.get(0).getString(3)).isEqualTo("given");
    assertThat(completed.get(1).isNullAt(3)).isTrue();
    assertThat(completed).noneMatch(row -> row.isNullAt(0) || row.isNullAt(2));
    assertThat(completed).extracting(row -> row.getString(1)).isSubsetOf("O", "F");
    assertThat(completed).isEqualTo(new CompletedRows(contract, DAY).of(rows));
  }

  @Test
  void noRowGetsTheKeyOfAnother() {
    var contract = contract(key("id", "bigint"), nullable("note", "string"));
    assertThat(
            new CompletedRows(contract, DAY)
                .of(List.of(Map.of(), Map.of("id", 1L), Map.of("id", 2L), Map.of())))
        .extracting(row -> row.getLong(0))
        .doesNotHaveDuplicates()
        .contains(1L, 2L);
  }

  @Test
  void aKeyThatIsGivenTwiceStaysSo() {
    var contract = contract(key("id", "bigint"));
    assertThat(new CompletedRows(contract, DAY).of(List.of(Map.of("id", 1L), Map.of("id", 1L))))
        .extracting(row -> row.getLong(0))
        .containsExactly(1L, 1L);
  }

  @Test
  void whatIsGivenAsNullStaysNull() {
    var row = new HashMap<String, @Nullable Object>();
    row.put("id", null);
    List<Row> rows = new CompletedRows(contract(key("id", "bigint")), DAY).of(List.of(row));
    assertThat(rows.get(0).isNullAt(0)).isTrue();
  }

  private static DatasetContract contract(ContractColumn... columns) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "files.csv", columns)
        .build()
        .datasets()
        .get(0);
  }
}
