package io.dataplat.jobs.stream;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers what a stream must know of a topic before it begins. */
final class KafkaTopics implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Admin admin;
  private final String brokers;
  private final Duration patience;

  KafkaTopics(KafkaCluster cluster) {
    this(cluster, PATIENCE);
  }

  KafkaTopics(KafkaCluster cluster, Duration patience) {
    var settings = new LinkedHashMap<String, Object>(cluster.client());
    this.brokers = String.valueOf(settings.get("bootstrap.servers"));
    this.patience = patience;
    settings.put("default.api.timeout.ms", String.valueOf(patience.toMillis()));
    settings.put("request.timeout.ms", String.valueOf(Math.min(30_000, patience.toMillis())));
    this.admin = create(settings);
  }

  private Admin create(Map<String, Object> settings) {
    try {
      return Admin.create(settings);
    } catch (KafkaException e) {
      // Kafka wraps what it says of names that lead nowhere.
      throw refused("brokers-unreachable", "the brokers `" + brokers + "` have no address");
    }
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

  private <T> T await(KafkaFuture<T> future, String topic) {
    try {
      // The client itself gives up a little earlier, and knows why.
      return future.get(patience.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw refused(topic, Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JobFailure refused(String topic, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return refused(
          "topic-missing", "the brokers `%s` have no topic `%s`".formatted(brokers, topic));
    }
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException
        || cause instanceof TimeoutException) {
      return refused(
          "brokers-unreachable",
          "the brokers `%s` did not answer in %s s".formatted(brokers, patience.toSeconds()));
    }
    return refused(
        "topic-unreachable",
        "the brokers `%s` refuse the topic `%s`: %s"
            .formatted(brokers, topic, cause.getClass().getSimpleName()));
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.INPUT_REFUSED, rule, message);
  }

  @Override
  public void close() {
    admin.close();
  }
}
