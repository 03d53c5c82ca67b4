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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose process is killed, frozen or asked to stop: every message counts once. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StreamFaultTest extends StreamTestCase {

  private static final int MESSAGES_OF_A_STEP = 60;
  private static final int MESSAGES_OF_A_BATCH = 20;
  private static final int FAULT_EVERY = 10;
  private static final String LONGER_THAN_A_TEST_WAITS = "PT1H";
  private static final String COUNTS =
      "SELECT count(*), count(DISTINCT id) FROM lakehouse.retail.orders";
  private static final String REJECTED =
      "SELECT count(*), count(DISTINCT _position)"
          + " FROM lakehouse.retail.orders_daily__build__quarantine";

  private static PlanFixture plan(String topic) {
    var columns = Columns.amounts();
    return new PlanFixture()
        .mostPerTrigger(MESSAGES_OF_A_BATCH)
        .topic(topic, "", columns)
        .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE)
        .output("orders", topic, WriteMode.APPEND, "", columns);
  }

  private static PlanFixture begun(String topic) {
    broker.topic(topic, 2);
    send(topic, 0);
    return plan(topic);
  }

  /** Sends the step's messages, of which some break a rule. */
  private static void send(String topic, int step) {
    var first = step * MESSAGES_OF_A_STEP;
    broker.send(
        topic,
        step % 2,
        IntStream.range(first, first + MESSAGES_OF_A_STEP)
            .mapToObj(
                id ->
                    String.format(
                        Locale.ROOT,
                        "{\"id\": %d, \"amount\": %d}",
                        id,
                        id % FAULT_EVERY == 0 ? -1 : id))
            .toArray(String[]::new));
  }

  @Test
  void t01EachMessageIsThereOnceWhereverTheProcessIsKilled(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = plan("killed").build();
    broker.topic("killed", 2);
    var durable =
        List.of(
            "checkpoints/**/offsets/[0-9]*",
            "state/**/orders/data/**.parquet",
            "state/**/orders/metadata/*.metadata.json",
            "state/**/*quarantine/data/**.parquet",
            "state/**/*quarantine/metadata/*.metadata.json",
            "checkpoints/**/commits/[0-9]*");
    var step = 0;
    for (var glob : durable) {
      send("killed", step++);
      var before = SpawnedJob.files(folder, glob).size();
      try (var process = SpawnedJob.stream(folder, broker, plan)) {
        process.awaitFile(glob, before);
      }
    }

    var rest = Stream.readAll(folder, broker, plan);

    assertThat(rest.err()).isEmpty();
    var sent = step * MESSAGES_OF_A_STEP;
    var rejected = sent / FAULT_EVERY;
    var lake = new Lake(folder);
    assertThat(lake.rows(plan, COUNTS))
        .containsExactly((sent - rejected) + "|" + (sent - rejected));
    assertThat(lake.rows(plan, REJECTED)).containsExactly(rejected + "|" + rejected);
  }

  @Test
  void aBrokerThatRestartsInTheMiddleLosesAndRepeatsNothing(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = begun("restarted").build();
    var done = "checkpoints/**/commits/[0-9]*";
    try (var process = SpawnedJob.stream(folder, broker, plan)) {
      process.awaitFile(done, 0);
      broker.restart();
      var before = SpawnedJob.files(folder, done).size();
      send("restarted", 1);
      process.awaitFile(done, before);
      process.signal("TERM");
      assertThat(process.exitCode()).as(process.said()).isZero();
    }
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    assertThat(new Lake(folder).rows(plan, COUNTS)).containsExactly("108|108");
    assertThat(new Lake(folder).rows(plan, REJECTED)).containsExactly("12|12");
  }

  @Test
  void t06AFrozenInstanceThatLostItsLeaseCannotCommit(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = begun("frozen").build();
    try (var frozen = SpawnedJob.stream(folder, broker, plan)) {
      frozen.await(() -> frozen.said().contains("lag 0"));
      var second = Stream.readAll(folder, broker, plan);
      assertThat(second.code()).isEqualTo(ExitCode.CONCURRENT_WRITER);
      assertThat(second.err()).contains("lease-held");

      frozen.signal("STOP");
      send("frozen", 1);
      var heir = Stream.readAll(folder, broker, plan);
      assertThat(heir.err()).isEmpty();
      send("frozen", 2);
      frozen.signal("CONT");

      assertThat(frozen.exitCode()).as(frozen.said()).isEqualTo(ExitCode.CONCURRENT_WRITER.code());
      assertThat(frozen.said()).contains("lease-lost");
    }
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    assertThat(new Lake(folder).rows(plan, COUNTS)).containsExactly("162|162");
  }

  @Test
  void t08AskedToStopItFinishesItsMicroBatch(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = begun("asked").build();
    try (var process = SpawnedJob.stream(folder, broker, plan)) {
      process.awaitFile("state/**/orders/data/**.parquet", 0);
      process.signal("TERM");

      assertThat(process.exitCode()).as(process.said()).isZero();
    }
    var done = SpawnedJob.files(folder, "checkpoints/**/commits/[0-9]*").size();
    assertThat(done).isPositive();
    var rows = done * (MESSAGES_OF_A_BATCH - MESSAGES_OF_A_BATCH / FAULT_EVERY);
    assertThat(new Lake(folder).rows(plan, COUNTS)).containsExactly(rows + "|" + rows);

    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    assertThat(new Lake(folder).rows(plan, COUNTS)).containsExactly("54|54");
  }

  @Test
  void askedToStopWhileItWaitsForAnExecutorItWaitsNoLonger(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = begun("waiting").drain(LONGER_THAN_A_TEST_WAITS).build();
    try (var process = SpawnedJob.streamOnExecutors(0, folder, broker, plan)) {
      process.await(() -> process.said().contains(SpawnedJob.WAITS_FOR_EXECUTORS));
      process.signal("TERM");

      assertThat(process.exitCode()).as(process.said()).isZero();
    }
    isRepeated(folder, plan);
  }

  @Test
  void askedToStopBeforeItAsksForAnExecutorItFailsNeither(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = begun("planning").drain(LONGER_THAN_A_TEST_WAITS).build();
    try (var process = SpawnedJob.streamOnExecutors(0, folder, broker, plan)) {
      process.await(() -> isStaging(folder));
      process.signal("TERM");

      assertThat(process.exitCode()).as(process.said()).isZero();
    }
    isRepeated(folder, plan);
  }

  private static void isRepeated(Path folder, JobPlan plan) throws IOException {
    assertThat(SpawnedJob.files(folder, "checkpoints/**/commits/[0-9]*")).isEmpty();
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    assertThat(new Lake(folder).rows(plan, COUNTS)).containsExactly("54|54");
    assertThat(new Lake(folder).rows(plan, REJECTED)).containsExactly("6|6");
  }

  @Test
  void askedToStopItFinishesTheMicroBatchThatItsExecutorRuns(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = begun("together").build();
    try (var process = SpawnedJob.streamOnExecutors(1, folder, broker, plan)) {
      process.awaitFile("state/**/orders/data/**.parquet", 0);
      process.signal("TERM");

      assertThat(process.exitCode()).as(process.said()).isZero();
    }
    var done = SpawnedJob.files(folder, "checkpoints/**/commits/[0-9]*").size();
    assertThat(done).as("it was not stopped as if it had no executor").isPositive();
  }

  // The branch is made when the micro-batch has begun, just before Spark is to write to it. A file
  // has another name until it is whole.
  private static boolean isStaging(Path folder) throws IOException {
    for (var file : SpawnedJob.files(folder, "state/**/orders/metadata/v*.metadata.json")) {
      if (Files.readString(file).contains("dataplat.staging.")) {
        return true;
      }
    }
    return false;
  }
}
