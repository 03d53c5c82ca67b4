package io.dataplat.jobs.cluster;

import io.dataplat.jobs.local.EventSender;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sends the million messages of a committed stream, and at the end those of the first round once
 * more, as a producer does that did not hear the broker's answer: a third whenever it is told to.
 */
public final class TopicEvents {

  private static final int ROUNDS_AT_ONCE = (SampleTopic.ROUNDS + 1) / 3;

  private TopicEvents() {}

  /** Arguments: the brokers, and the SparkApplication; each byte of input asks for a third. */
  public static void main(String[] arguments) throws IOException {
    var topic = SampleTopic.of(CommittedPlan.of(Path.of(arguments[1])));
    try (var sender = new EventSender(arguments[0])) {
      for (int round = 0; round <= SampleTopic.ROUNDS; round++) {
        if (round % ROUNDS_AT_ONCE == 0 && System.in.read() < 0) {
          return;
        }
        sender.send(topic.name(), topic.round(round % SampleTopic.ROUNDS));
      }
    }
  }
}
