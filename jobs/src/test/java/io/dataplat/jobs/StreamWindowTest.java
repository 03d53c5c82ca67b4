package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that count in windows of ten minutes, with rows up to five minutes late. */
class StreamWindowTest extends StreamTestCase {

  private static final String ROWS =
      "SELECT date_format(at, 'HH:mm'), n FROM lakehouse.retail.counts";

  private static JobPlan counts(String topic) {
    return new PlanFixture()
        .topic(topic, "at", key("id", "bigint"), required("at", "timestamp"))
        .sql(
            "counted",
            StepKind.RESHAPING,
            """
            SELECT window.start AS at, count(*) AS n
            FROM %s
            GROUP BY window(at, '10 minutes')"""
                .formatted(topic),
            topic)
        .output(
            "counts",
            "counted",
            WriteMode.APPEND,
            "at",
            required("at", "timestamp"),
            required("n", "bigint"))
        .build();
  }

  private static void send(String topic, String... times) {
    broker.send(
        topic,
        0,
        IntStream.range(0, times.length)
            .mapToObj(id -> "{\"id\": " + id + ", \"at\": \"2026-01-01T" + times[id] + ":00Z\"}")
            .toArray(String[]::new));
  }

  @Test
  void t04EachLateRowBeforeAnAggregateIsCounted(@TempDir Path folder) throws IOException {
    var plan = counts("late");
    broker.topic("late", 1);
    send("late", "10:00", "10:30");
    var first = Stream.readAll(folder, broker, plan);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).doesNotContain("late");

    // The watermark is at 10:25; the six belong to two windows.
    send("late", "09:01", "09:02", "09:03", "09:11", "09:12", "09:13", "10:31");
    var second = Stream.readAll(folder, broker, plan);

    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("read 7, written 0, late 6");
    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("11:00|1");
  }

  @Test
  void t07AWindowThatIsOpenAtTheEndOfARunComesWithTheNext(@TempDir Path folder) throws IOException {
    var plan = counts("open");
    broker.topic("open", 1);
    send("open", "10:00", "10:05", "10:20");
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();
    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("11:00|2");
    assertThat(frontier(folder, plan)).contains("\"completeThrough\":\"2026-01-01T10:15:00Z\"");

    send("open", "10:21", "10:40");
    assertThat(Stream.readAll(folder, broker, plan).err()).isEmpty();

    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("11:00|2", "11:20|2");
    assertThat(frontier(folder, plan)).contains("\"completeThrough\":\"2026-01-01T10:35:00Z\"");
  }

  private static String frontier(Path folder, JobPlan plan) {
    return String.join(
        "", new Lake(folder).rows(plan, "SHOW TBLPROPERTIES lakehouse.retail.counts"));
  }
}
