package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.DeltaPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta tables of others are read by contract, in the version that the run has found. */
class DeltaReadTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final ContractColumn[] COLUMNS = {
    key("id", "bigint"),
    required("at", "timestamp"),
    sentAs("total amount", nullable("amount", "bigint"))
  };

  private static JobPlan plan(ReadMode read) {
    return DeltaPlan.in(
        new PlanFixture()
            .daily()
            .table("sales", read, "at", "", COLUMNS)
            .output("orders", "sales", WriteMode.OVERWRITE, "", COLUMNS)
            .build(),
        "retail.sales",
        "theirs");
  }

  // Their table knows columns by other names and has deletion vectors, as theirs often do.
  private static void theirTable(Lake lake, JobPlan plan, String... values) {
    var session = lake.session(plan);
    var folder = DeltaPlan.folder(lake, "theirs");
    session
        .sql(
            "SELECT CAST(c1 AS INT) AS id, CAST(c2 AS TIMESTAMP) AS at,"
                + " CAST(c3 AS INT) AS `total amount`, 'x' AS more FROM VALUES "
                + String.join(", ", values)
                + " AS t(c1, c2, c3)")
        .coalesce(1)
        .write()
        .format("delta")
        .option("delta.columnMapping.mode", "name")
        .option("delta.enableDeletionVectors", "true")
        .mode("append")
        .save(folder.toString());
  }

  @Test
  void aWholeTableIsReadByNameWithoutTheRowsThatWereDeletedThere(@TempDir Path folder)
      throws IOException {
    var plan = plan(ReadMode.FULL);
    var lake = new Lake(folder);
    theirTable(
        lake,
        plan,
        "(1, '2026-03-29T10:00:00Z', 10)",
        "(2, '2026-03-29T11:00:00Z', NULL)",
        "(3, '2026-03-28T11:00:00Z', 30)");
    DeltaTable.forPath(lake.session(plan), DeltaPlan.folder(lake, "theirs").toString())
        .delete("id = 3");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, "SELECT id, amount FROM lakehouse.retail.orders"))
        .containsExactly("1|10", "2|null");
    assertThat(outcome.out()).contains("more");
    assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");
  }

  @Test
  void anIntervalIsReadByTheTimesOfItsRows(@TempDir Path folder) throws IOException {
    var plan = plan(ReadMode.INTERVAL);
    var lake = new Lake(folder);
    theirTable(
        lake,
        plan,
        "(1, '2026-03-28T22:59:59Z', 10)",
        "(2, '2026-03-28T23:00:00Z', 20)",
        "(3, '2026-03-29T22:00:00Z', 30)",
        "(-4, NULL, 40)");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, "SELECT id, amount FROM lakehouse.retail.orders"))
        .containsExactly("2|20");
  }

  @Test
  void aTableThatIsNotThereOrDoesNotFitIsRefused(@TempDir Path folder) throws IOException {
    var plan = plan(ReadMode.FULL);
    var lake = new Lake(folder);
    assertThat(lake.run(plan, TICK).err())
        .contains("missing-input", "the table landing.theirs does not exist");

    lake.session(plan)
        .sql("SELECT 1L AS id, 'x' AS at, 1L AS `total_amount`")
        .write()
        .format("delta")
        .save(DeltaPlan.folder(lake, "theirs").toString());
    assertThat(lake.run(plan, TICK).err())
        .contains("columns-not-as-contract", "the table `landing.theirs` of `retail.sales`");
  }
}
