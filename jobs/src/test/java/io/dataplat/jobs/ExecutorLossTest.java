package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An executor is lost with what it had done: it is done again, and counted once. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
class ExecutorLossTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String QUARANTINE = "lakehouse.retail.orders_daily__build__quarantine";
  private static final int FILES = 12;
  private static final int IDS = 3000;
  private static final int FAULT_EVERY = 300;
  private static final int DONE_BEFORE = 4;

  private static JobPlan plan() {
    var columns = Columns.amounts();
    return new PlanFixture()
        .amounts("files", "orders/*.csv")
        .latest("last", "files", "id", "amount")
        .output("first", "last", WriteMode.APPEND, "", columns)
        .output("second", "last", WriteMode.APPEND, "", columns)
        .build();
  }

  // Each file has every id, with the number of the file as amount, or one that breaks the rule.
  private static String file(int number) {
    return IntStream.range(0, IDS)
        .mapToObj(id -> id + "," + (id % FAULT_EVERY == 0 ? -1 : number))
        .collect(Collectors.joining("\n", "id,amount\n", "\n"));
  }

  @Test
  void s04TwoOutputsOfOneStepAreEqualAndTheRowsAddUp(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = new Lake(folder);
    for (int number = 0; number < FILES; number++) {
      lake.file("orders/" + number + ".csv", file(number));
    }
    var rejects = "state/**/*quarantine/data/**.parquet";
    try (var process = SpawnedJob.batchOnExecutors(lake, plan(), TICK)) {
      process.awaitFile(rejects, DONE_BEFORE).killExecutor();

      assertThat(process.exitCode()).as(process.said()).isZero();
      assertThat(process.said())
          .contains(
              "read 36,000 = written 2,990 + quarantined 120 + dropped 0 + deduplicated 32,890");
    }
    lake.master("local[2]");
    var plan = plan();
    for (var output : new String[] {"first", "second"}) {
      assertThat(
              lake.rows(
                  plan,
                  "SELECT count(*), count(DISTINCT id), min(amount) FROM lakehouse.retail."
                      + output))
          .as(output)
          .containsExactly("2990|2990|" + (FILES - 1));
    }
    assertThat(lake.rows(plan, "SELECT count(*), count(DISTINCT _position) FROM " + QUARANTINE))
        .containsExactly("120|120");
    assertThat(SpawnedJob.files(folder, "spark/work/*/2/stderr"))
        .as("the executor that took the place of one of the first two, 0 and 1")
        .hasSize(1);
  }
}
