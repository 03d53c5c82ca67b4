package io.dataplat.jobs.stream;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers what a stream must know of a topic before it begins. */
final class KafkaTopics implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Admin admin;

  KafkaTopics(KafkaCluster cluster) {
    this.admin = Admin.create(Map.copyOf(cluster.client()));
  }

  /** The identity of a topic: that of its cluster, and its own. */
  String identity(String topic) {
    var cluster = await(admin.describeCluster().clusterId(), topic);
    return cluster + "/" + describe(topic).topicId();
  }

  /** Of each partition the offset of the first record that is still there. */
  Map<Integer, Long> earliest(String topic) {
    return offsets(topic, OffsetSpec.earliest());
  }

  /** Of each partition the offset that comes next. */
  Map<Integer, Long> latest(String topic) {
    return offsets(topic, OffsetSpec.latest());
  }

  private Map<Integer, Long> offsets(String topic, OffsetSpec spec) {
    var partitions =
        describe(topic).partitions().stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toMap(each -> each, each -> spec));
    var offsets = new TreeMap<Integer, Long>();
    await(admin.listOffsets(partitions).all(), topic)
        .forEach((partition, result) -> offsets.put(partition.partition(), result.offset()));
    return offsets;
  }

  private TopicDescription describe(String topic) {
    var descriptions = admin.describeTopics(List.of(topic)).topicNameValues();
    return await(Objects.requireNonNull(descriptions.get(topic), topic), topic);
  }

  private static <T> T await(KafkaFuture<T> future, String topic) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "topic-unreachable",
          "the topic `%s` cannot be read: %s".formatted(topic, cause.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
