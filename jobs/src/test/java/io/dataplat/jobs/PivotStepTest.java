package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that make columns of rows, and rows of columns. */
class PivotStepTest {

  @Test
  void aPivotHasAColumnForEachNamedValueAndItsUnpivotARowForEachValue(@TempDir Path folder)
      throws IOException {
    var lake =
        new Lake(folder)
            .file(
                "sales/a.csv",
                """
                shop,quarter,amount
                Bern,Q1,10
                Bern,Q1,5
                Bern,Q2,20
                Chur,Q2,7
                Chur,Q3,99
                """);
    var plan =
        new PlanFixture()
            .csv(
                "sales",
                ReadMode.FULL,
                "sales/*.csv",
                required("shop", "string"),
                required("quarter", "string"),
                required("amount", "bigint"))
            .sql(
                "wide",
                StepKind.RESHAPING,
                "SELECT * FROM sales PIVOT (sum(amount) AS amount FOR quarter IN ('Q1' AS q1, 'Q2' AS q2))",
                "sales")
            .sql(
                "long",
                StepKind.RESHAPING,
                "SELECT shop, quarter, amount FROM wide UNPIVOT (amount FOR quarter IN (q1 AS Q1, q2 AS Q2))",
                "wide")
            .output(
                "by_shop",
                "wide",
                WriteMode.OVERWRITE,
                "",
                required("shop", "string"),
                nullable("q1", "bigint"),
                nullable("q2", "bigint"))
            .output(
                "by_quarter",
                "long",
                WriteMode.OVERWRITE,
                "",
                required("shop", "string"),
                required("quarter", "string"),
                required("amount", "bigint"))
            .build();

    assertThat(lake.run(plan, "2026-02-01T00:00:00Z").code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, "SELECT shop, q1, q2 FROM lakehouse.retail.by_shop"))
        .containsExactly("Bern|15|20", "Chur|null|7");
    assertThat(lake.rows(plan, "SELECT shop, quarter, amount FROM lakehouse.retail.by_quarter"))
        .containsExactly("Bern|Q1|15", "Bern|Q2|20", "Chur|Q2|7");
  }
}
