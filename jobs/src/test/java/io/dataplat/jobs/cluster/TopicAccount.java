package io.dataplat.jobs.cluster;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.fixture.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Asks the tables of a committed stream what became of each message of {@link TopicEvents}. */
public final class TopicAccount {

  private final SampleTopic topic;
  private final SparkSession session;
  private final List<String> wrong = new ArrayList<>();

  private TopicAccount(SampleTopic topic, SparkSession session) {
    this.topic = topic;
    this.session = session;
  }

  /**
   * Arguments: brokers, a SparkApplication, a folder; ends with 1 if a message is lost or twice.
   */
  public static void main(String[] arguments) throws IOException {
    var plan = CommittedPlan.of(Path.of(arguments[1]));
    var session = new Lake(Path.of(arguments[2])).session(plan);
    var account = new TopicAccount(SampleTopic.of(plan), session);
    account.views(arguments[0], plan);
    account.rows();
    account.places();
    account.wrong.forEach(System.out::println);
    System.exit(account.wrong.isEmpty() ? 0 : 1);
  }

  private void views(String brokers, JobPlan plan) {
    session
        .read()
        .format("kafka")
        .option("kafka.bootstrap.servers", brokers)
        .option("subscribe", topic.name())
        .load()
        .selectExpr(
            "partition", "offset", "get_json_object(string(value), '$.eventId') AS event_id")
        .createOrReplaceTempView("sent");
    session
        .table("lakehouse." + plan.outputs().get(0).dataset())
        .createOrReplaceTempView("written");
    session
        .table("lakehouse." + plan.quarantine().orElseThrow().table())
        .createOrReplaceTempView("rejected");
    session
        .sql(
            """
            SELECT partition, offset FROM written
            UNION ALL
            SELECT int(split_part(_position, ':', 2)), bigint(split_part(_position, ':', 3))
            FROM rejected
            """)
        .createOrReplaceTempView("places");
  }

  private void rows() {
    var rows = topic.sound() * SampleTopic.ROUNDS;
    expect("written", rows, "SELECT count(*) FROM written");
    expect("keys", rows, "SELECT count(DISTINCT event_id) FROM written");
    expect("rejected", topic.faulty() * (SampleTopic.ROUNDS + 1), "SELECT count(*) FROM rejected");
  }

  private void places() {
    var sent = topic.samples().size() * (SampleTopic.ROUNDS + 1);
    expect("sent", sent, "SELECT count(*) FROM sent");
    expect("places", sent - topic.sound(), "SELECT count(DISTINCT partition, offset) FROM places");
    expect(
        "of others",
        0,
        "SELECT count(*) FROM places LEFT ANTI JOIN sent USING (partition, offset)");
    expect(
        "nowhere, and its key neither",
        0,
        """
        SELECT count(*) FROM sent LEFT ANTI JOIN places USING (partition, offset)
        LEFT ANTI JOIN written USING (event_id)
        """);
  }

  private void expect(String what, int expected, String sql) {
    long actual = session.sql(sql).head().getLong(0);
    System.out.printf("%s: %d%n", what, actual);
    if (expected != actual) {
      wrong.add("wrong: " + what + " are " + actual + " instead of " + expected);
    }
  }
}
