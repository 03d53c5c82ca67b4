package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run without a record publishes like any other, and asks Spark for nothing that is known. */
class EmptyRunTest {

  private static final String MONDAY = "2026-03-30T01:00:00Z";
  private static final String TUESDAY = "2026-03-31T01:00:00Z";

  private static JobPlan copy(WriteMode mode) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", key("id", "bigint"), amount())
        .output("orders", "files", mode, "", key("id", "bigint"), amount())
        .rule("positive", "amount > 0", OnViolation.QUARANTINE)
        .build();
  }

  private static ContractColumn amount() {
    return required("amount", "decimal(12,2)");
  }

  @Test
  void aFileOfNothingButItsHeaderIsPublishedWithoutAJobOfSpark(@TempDir Path folder)
      throws Exception {
    var plan = copy(WriteMode.APPEND);
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n");
    var jobs = new AtomicInteger();
    var context = lake.session(plan).sparkContext();
    var listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.incrementAndGet();
          }
        };
    context.addSparkListener(listener);

    var monday = lake.run(plan, MONDAY);
    var tuesday = lake.run(plan, TUESDAY);
    context.listenerBus().waitUntilEmpty();
    context.removeSparkListener(listener);

    assertThat(monday.out()).contains("0 candidates, 0 accepted", "status: published");
    assertThat(tuesday.out()).contains("0 candidates, 0 accepted", "status: published");
    assertThat(jobs).hasValue(0);
    assertThat(lake.rows(plan, "SELECT count(*) FROM lakehouse.retail.orders"))
        .containsExactly("0");
    assertThat(lake.rows(plan, "SELECT status FROM lakehouse.dataplat.runs"))
        .containsExactly("published", "published");
  }

  @Test
  void aBatchWhoseFilesAreEmptyNowLosesTheRowsThatItHad(@TempDir Path folder) throws Exception {
    var plan = copy(WriteMode.APPEND);
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1.00\n2,-1.00\n");
    assertThat(lake.run(plan, MONDAY).out()).contains("read 2 = written 1 + quarantined 1");
    assertThat(lake.run(plan, TUESDAY).out()).contains("read 2 = written 1 + quarantined 1");

    lake.file("orders/a.csv", "id,amount\r\n");

    assertThat(lake.run(plan, TUESDAY).out()).contains("read 0 = written 0 + quarantined 0");
    assertThat(lake.rows(plan, "SELECT id, _batch_id FROM lakehouse.retail.orders")).hasSize(1);
    assertThat(
            lake.rows(
                plan, "SELECT _batch_id FROM lakehouse.retail.orders_daily__build__quarantine"))
        .hasSize(1);
  }

  @Test
  void anEmptyBatchOverwritesWhatWasThere(@TempDir Path folder) throws Exception {
    var plan = copy(WriteMode.OVERWRITE);
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1.00\n");
    assertThat(lake.run(plan, MONDAY).out()).contains("read 1 = written 1");

    lake.file("orders/a.csv", "id,amount\n");

    assertThat(lake.run(plan, TUESDAY).out()).contains("read 0 = written 0");
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).isEmpty();
  }
}
