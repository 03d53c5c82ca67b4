package io.dataplat.jobs.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.session.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {

  private static void refused(String brokers, String message) {
    var connection =
        new Connection(
            "events",
            ConnectionType.KAFKA,
            Place.KAFKA,
            Map.of("bootstrapServers", brokers),
            List.of());
    var cluster = new KafkaCluster(connection, Secrets.mounted(), Optional.empty());
    assertThatThrownBy(
            () -> {
              try (var topics = new KafkaTopics(cluster, Duration.ofSeconds(1))) {
                topics.identity("orders");
              }
            })
        .hasMessage(message)
        .hasFieldOrPropertyWithValue("rule", "brokers-unreachable")
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.INPUT_REFUSED);
  }

  @Test
  void brokersThatAreNotThereAreNamed() {
    refused("localhost:1", "the brokers `localhost:1` did not answer in 1 s");
    refused("no-such-host.invalid:9092", "the brokers `no-such-host.invalid:9092` have no address");
  }
}
