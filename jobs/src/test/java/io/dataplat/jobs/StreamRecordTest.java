package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import io.dataplat.jobs.fixture.Stream;
import io.dataplat.jobs.metrics.DriverMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a stream tells of itself: of its start, of each micro-batch and of its end. */
class StreamRecordTest extends StreamTestCase {

  private static final String EPOCHS =
      """
      SELECT status, exact, inputs[0].from, inputs[0].to, inputs[0].read, inputs[0].corrupt,
        outputs[0].candidates, outputs[0].dropped, outputs[0].inserted
      FROM lakehouse.dataplat.epochs""";
  private static final String RUNS =
      "SELECT mode, status, ended_at IS NULL, run_id = 'r' FROM lakehouse.dataplat.runs";

  private static JobPlan plan(String topic) {
    var columns = Columns.amounts();
    return new PlanFixture()
        .task(topic)
        .topic(topic, "", columns)
        .output("orders", topic, WriteMode.APPEND, "", columns)
        .rule("not_negative", "amount >= 0", OnViolation.DROP)
        .build();
  }

  @Test
  void eachMicroBatchIsARowAndSoAreStartAndEnd(@TempDir Path folder) throws IOException {
    var plan = plan("told");
    broker
        .topic("told", 1)
        .send("told", 0, "{\"id\": 1, \"amount\": 1}", "{\"id\": 2, \"amount\": -1}", "no");

    assertThat(new Stream(folder, broker, plan, "--available-now", "true", "--run-id", "r").run())
        .satisfies(outcome -> assertThat(outcome.err()).isEmpty());

    var lake = new Lake(folder);
    assertThat(lake.rows(plan, EPOCHS)).containsExactly("published|true|null|{0=3}|3|1|2|1|1");
    assertThat(lake.rows(plan, RUNS))
        .containsExactly("streaming|null|true|true", "streaming|published|false|true");
    assertThat(Files.readString(lake.state().resolve("openlineage.jsonl")).lines())
        .extracting(line -> line.replaceAll(".*\"eventType\":\"([A-Z]+)\".*", "$1"))
        .containsExactly("START", "COMPLETE");
    assertThat(DriverMetrics.text().lines())
        .contains(
            "dataplat_stream_lag_messages{pipeline=\"retail.orders_daily\",task=\"told\"} 0.0",
            "dataplat_rows_total{dataset=\"retail.told\",kind=\"corrupt\",pipeline=\"retail.orders_daily\",task=\"told\"} 1.0");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void w05AMicroBatchWhoseRecordWasNotWrittenIsRecoveredAndItsInstanceAbandoned(
      @TempDir Path folder) throws IOException, InterruptedException {
    var plan = plan("killed");
    broker.topic("killed", 1).send("killed", 0, "{\"id\": 1, \"amount\": 1}");
    // Whoever looks for the table of epochs waits here for ever.
    var hint =
        folder.resolve("state/warehouse/lakehouse/dataplat/epochs/metadata/version-hint.text");
    Files.createDirectories(hint.getParent());
    assertThat(new ProcessBuilder("mkfifo", hint.toString()).start().waitFor()).isZero();
    var orders = folder.resolve("state/warehouse/lakehouse/retail/orders/metadata");
    try (var process = SpawnedJob.stream(folder, broker, plan, "--run-id", "r")) {
      process.await(() -> hasPublished(orders));
    }
    Files.delete(hint);

    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();

    var lake = new Lake(folder);
    assertThat(lake.rows(plan, EPOCHS))
        .containsExactly("recovered|false|null|{0=1}|null|null|1|0|1");
    assertThat(lake.rows(plan, RUNS))
        .containsExactly(
            "streaming|abandoned|false|true",
            "streaming|null|true|false",
            "streaming|null|true|true",
            "streaming|published|false|false");
    assertThat(lake.rows(plan, "SELECT count(*) FROM lakehouse.retail.orders"))
        .containsExactly("1");
  }

  private static boolean hasPublished(Path metadata) throws IOException {
    if (!Files.isDirectory(metadata)) {
      return false;
    }
    try (var files = Files.list(metadata)) {
      for (var file :
          files.filter(each -> each.getFileName().toString().matches("v.*json")).toList()) {
        if (Files.readString(file).contains("\\\"inserted\\\":1")) {
          return true;
        }
      }
    }
    return false;
  }
}
