package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import io.dataplat.jobs.fixture.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamStateTest extends StreamTestCase {

  private static final String ROWS = "SELECT id, kind FROM lakehouse.retail.orders";

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"), required("at", "timestamp"), required("kind", "string")
    };
  }

  private static String event(int id, String time, String kind) {
    return String.format(
        Locale.ROOT, "{\"id\": %d, \"at\": \"2026-01-01T%sZ\", \"kind\": \"%s\"}", id, time, kind);
  }

  private static PlanFixture once(String topic) {
    return new PlanFixture()
        .topic(topic, "at", columns())
        .sql(
            "wanted",
            StepKind.FILTERING,
            "SELECT id, at, kind FROM %s WHERE kind <> 'no'".formatted(topic),
            topic)
        .first("once", "wanted", "id", "PT1H")
        .output("orders", "once", WriteMode.APPEND, "at", columns());
  }

  @Test
  void t05TheFirstRowOfAKeyWinsAndLateRowsAndTimesFromTheFutureTakeNoPart(@TempDir Path folder)
      throws IOException {
    var plan = once("state").build();
    broker
        .topic("state", 1)
        .send("state", 0, event(1, "10:00:00", "a"), event(1, "10:10:00", "b"))
        .send("state", 0, event(2, "10:20:00", "no"), event(3, "10:00:00", "a"))
        .send("state", 0, event(4, "10:00:00", "a").replace("2026", "2099"));
    var first = Stream.readAll(folder, broker, plan);
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .contains("read 5, written 2, quarantined 1, filtered 1, deduplicated 1")
        .contains("watermark 2026-01-01T10:15:00Z");

    // The watermark is at 10:15; the key 1 is known until it passes 11:00.
    broker
        .send("state", 0, event(5, "10:15:00", "late"), event(6, "09:00:00", "late"))
        .send("state", 0, event(1, "10:30:00", "c"), event(7, "10:30:00", "a"));
    var second = Stream.readAll(folder, broker, plan);

    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("read 4, written 1, late 2, deduplicated 1");
    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("1|a", "3|a", "7|a");
    assertThat(
            new Lake(folder)
                .rows(
                    plan,
                    "SELECT _gate, _rules[0] FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("decode|corrupt:future:at");
    assertThat(property(plan, folder)).contains("\"completeThrough\":\"2026-01-01T10:25:00Z\"");
  }

  // A process may die when a micro-batch is published and Spark has not noted yet that it is done.
  @Test
  void aRepeatedMicroBatchThatIsPublishedIsLeftAloneAndItsStateStays(@TempDir Path folder)
      throws IOException {
    var plan = once("repeated").build();
    broker
        .topic("repeated", 1)
        .send("repeated", 0, event(1, "10:00:00", "a"), event(2, "10:10:00", "a"));
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    var notes = SpawnedJob.files(folder, "checkpoints/**/commits/{[0-9]*,.[0-9]*}");
    assertThat(notes).isNotEmpty();
    for (var note : notes) {
      Files.delete(note);
    }

    broker.send("repeated", 0, event(1, "10:20:00", "again"), event(3, "10:20:00", "a"));
    var second = Stream.readAll(folder, broker, plan);

    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("read 2, written 1").contains("deduplicated 1");
    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("1|a", "2|a", "3|a");
  }

  private static String property(io.dataplat.jobplan.JobPlan plan, Path folder) {
    return String.join(
        "", new Lake(folder).rows(plan, "SHOW TBLPROPERTIES lakehouse.retail.orders"));
  }

  @Test
  void t03AnotherShapeUnderTheSameStateVersionIsRefused(@TempDir Path folder) throws IOException {
    broker.topic("shape", 1).send("shape", 0, event(1, "10:00:00", "a"));
    assertThat(Stream.readAll(folder, broker, once("shape").build()).err()).isEmpty();

    var changed = Stream.readAll(folder, broker, once("shape").stream(1, "another").build());

    assertThat(changed.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(changed.err()).contains("state-changed").contains("stateVersion");
  }

  @Test
  void stateThatIsLostIsNotMadeUp(@TempDir Path folder) throws IOException {
    var plan = once("lost").build();
    broker.topic("lost", 1).send("lost", 0, event(1, "10:00:00", "a"));
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    removeCheckpoint(folder);

    var outcome = Stream.readAll(folder, broker, plan);

    assertThat(outcome.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(outcome.err()).contains("checkpoint-lost");
  }

  private static PlanFixture plain(String topic) {
    return new PlanFixture()
        .topic(topic, "", columns())
        .output("orders", topic, WriteMode.APPEND, "at", columns());
  }

  @Test
  void t02WithoutCheckpointAStreamGoesOnWhereItsTableEnds(@TempDir Path folder) throws IOException {
    var plan = plain("recovery").build();
    broker
        .topic("recovery", 2)
        .send("recovery", 0, event(1, "10:00:00", "a"), event(2, "10:00:00", "a"))
        .send("recovery", 1, event(3, "10:00:00", "a"));
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    removeCheckpoint(folder);
    broker.send("recovery", 1, event(4, "10:00:00", "a"));

    var outcome = Stream.readAll(folder, broker, plan);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("begins at the end of its tables");
    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("1|a", "2|a", "3|a", "4|a");

    broker.send("recovery", 0, event(5, "10:00:00", "a")).forget("recovery", 0, 3);
    removeCheckpoint(folder);
    var loss = Stream.readAll(folder, broker, plan);
    assertThat(loss.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(loss.err()).contains("no longer has 1 records that were not read");
  }

  @Test
  void tablesThatAreLostAreNotBegunInTheMiddle(@TempDir Path folder) throws IOException {
    var plan = plain("dropped").build();
    broker.topic("dropped", 1).send("dropped", 0, event(1, "10:00:00", "a"));
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    new Lake(folder).session(plan).sql("DROP TABLE lakehouse.retail.orders");
    broker.send("dropped", 0, event(2, "10:00:00", "a"));

    var outcome = Stream.readAll(folder, broker, plan);

    assertThat(outcome.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(outcome.err()).contains("tables-lost");

    removeCheckpoint(folder);
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("1|a", "2|a");
  }

  @Test
  void aTopicMadeAnewIsNotTakenForTheOneBefore(@TempDir Path folder) throws IOException {
    var plan = plain("again").build();
    broker.topic("again", 1).send("again", 0, event(1, "10:00:00", "a"));
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    broker.removeTopic("again");
    broker.topic("again", 1).send("again", 0, event(2, "10:00:00", "a"));

    var outcome = Stream.readAll(folder, broker, plan);

    assertThat(outcome.code()).isEqualTo(ExitCode.STATE_REFUSED);
    assertThat(outcome.err()).contains("topic-changed");
  }

  private static void removeCheckpoint(Path folder) throws IOException {
    var checkpoint = folder.resolve("checkpoints/retail/orders_daily/build/v1");
    try (var files = Files.walk(checkpoint)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aTopicThatIsNotThereIsNamed(@TempDir Path folder) throws IOException {
    var outcome = Stream.readAll(folder, broker, once("nowhere").build());
    assertThat(outcome.err())
        .isEqualTo(
            "failed: topic-missing: the brokers `%s` have no topic `nowhere`\n"
                .formatted(broker.address()));
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
  }
}
