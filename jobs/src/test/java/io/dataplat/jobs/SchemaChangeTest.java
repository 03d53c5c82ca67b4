package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table whose contract has changed. */
class SchemaChangeTest {

  private static final JobPlan BEFORE = plan(nullable("amount", "int"));
  private static final JobPlan AFTER =
      plan(nullable("amount", "bigint"), nullable("note", "string"));

  private static JobPlan plan(ContractColumn... more) {
    var columns = new ContractColumn[more.length + 1];
    columns[0] = key("id", "bigint");
    System.arraycopy(more, 0, columns, 1, more.length);
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", columns)
        .output("orders", "files", WriteMode.APPEND, "", columns)
        .build();
  }

  private static Lake before(Path folder) throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,10\n");
    lake.run(BEFORE, "2026-02-01T00:00:00Z");
    return lake.file("orders/a.csv", "id,amount,note\n2,5000000000,new\n");
  }

  @Test
  void aTableFollowsItsContractAndTheRecordSaysHow(@TempDir Path folder) throws IOException {
    var lake = before(folder);
    assertThat(lake.run(AFTER, "2026-02-02T00:00:00Z").out()).contains("status: published");
    assertThat(lake.rows(AFTER, "SELECT id, amount, note FROM lakehouse.retail.orders"))
        .containsExactly("1|10|null", "2|5000000000|new");
    assertThat(
            lake.rows(
                AFTER,
                "SELECT c.* FROM (SELECT explode(outputs) AS o FROM lakehouse.dataplat.runs) LATERAL VIEW explode(o.schema_changes) AS c"))
        .containsExactly("amount|int|long", "note|null|string");
  }

  @Test
  void aSmallintThatTheTableKeepsAsAnIntIsNoChange(@TempDir Path folder) throws IOException {
    var plan = plan(nullable("amount", "smallint"));
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,10\n");
    lake.run(plan, "2026-02-01T00:00:00Z");

    assertThat(lake.run(plan, "2026-02-02T00:00:00Z").out()).contains("status: published");
  }

  @Test
  void aFrozenTableRefusesWhatItsContractHasGot(@TempDir Path folder) throws IOException {
    var lake = before(folder);
    var text = PlanJson.indented(AFTER);
    var columns = text.replace("\"newColumns\": \"evolve\"", "\"newColumns\": \"freeze\"");
    var types = text.replace("\"types\": \"widen\"", "\"types\": \"freeze\"");

    assertThat(lake.runText(columns, "2026-02-02T00:00:00Z").err())
        .contains("incompatible-contract-change", "`note`", "`schemaChange.columns` is `freeze`");
    assertThat(lake.runText(types, "2026-02-02T00:00:00Z").err())
        .contains("incompatible-contract-change", "`amount`", "`schemaChange.types` is `freeze`");
    assertThat(lake.rows(BEFORE, "SELECT * FROM lakehouse.retail.orders")).hasSize(1);
    assertThat(lake.rows(BEFORE, "DESCRIBE lakehouse.retail.orders"))
        .as("the table is as it was")
        .noneMatch(column -> column.startsWith("note"))
        .anyMatch(column -> column.startsWith("amount|int"));
  }
}
