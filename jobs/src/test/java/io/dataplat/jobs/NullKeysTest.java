package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Deduplicate;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Keep;
import io.dataplat.jobplan.NullKeys;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deduplications that say what becomes of rows without a key. */
class NullKeysTest {

  private static final ContractColumn[] COLUMNS = {
    nullable("shop", "string"), nullable("number", "int"), required("at", "int")
  };
  private static final String ROWS = "SELECT shop, number, at FROM lakehouse.retail.orders";

  private static JobPlan plan(NullKeys nullKeys, ContractColumn... delivered) {
    var rule =
        new Deduplicate(
            "files",
            List.of("shop", "number"),
            Optional.of(new Keep(Optional.of("at"), Optional.empty())),
            nullKeys,
            Optional.empty());
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", COLUMNS)
        .step(
            new Step(
                "latest",
                StepKind.DEDUPLICATING,
                Optional.empty(),
                List.of("files"),
                List.of(),
                Optional.of(rule),
                Optional.empty()))
        .output("orders", "latest", WriteMode.OVERWRITE, "", delivered)
        .build();
  }

  @Test
  void s03RowsWithoutAKeyAreEachKeptOrDroppedAndCountedApart(@TempDir Path folder)
      throws IOException {
    var lake =
        new Lake(folder)
            .file("orders/a.csv", "shop,number,at\nA,1,1\nA,1,2\n,1,1\n,1,1\nA,,3\n,,4\n");

    var kept = plan(NullKeys.KEEP, COLUMNS);
    assertThat(lake.run(kept, "2026-02-01T00:00:00Z").out())
        .contains("read 6 = written 5 + quarantined 0 + dropped 0 + deduplicated 1");
    assertThat(lake.rows(kept, ROWS))
        .as("null equals nothing, so the two equal rows are two")
        .containsExactly("A|1|2", "A|null|3", "null|1|1", "null|1|1", "null|null|4");

    var strict = plan(NullKeys.KEEP, required("shop", "string"), COLUMNS[1], COLUMNS[2]);
    assertThat(lake.run(strict, "2026-02-02T00:00:00Z").out())
        .as("a contract sends them to quarantine")
        .contains("read 6 = written 2 + quarantined 3 + dropped 0 + deduplicated 1")
        .contains("rule not-null:shop: 3 violations, quarantine");

    var dropped = plan(NullKeys.DROP, COLUMNS);
    assertThat(lake.run(dropped, "2026-02-03T00:00:00Z").out())
        .contains("read 6 = written 1 + quarantined 0 + dropped 0 + deduplicated 1 + filtered 4");
    assertThat(lake.rows(dropped, ROWS)).containsExactly("A|1|2");
  }
}
