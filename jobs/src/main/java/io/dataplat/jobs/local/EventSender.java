package io.dataplat.jobs.local;

import io.dataplat.jobs.sample.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts messages into the topics of a broker. */
public final class EventSender implements AutoCloseable {

  private static final int PARTITIONS = 2;

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  /** A sender to the broker at an address. */
  public EventSender(String brokers) {
    admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers));
    producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", brokers, "acks", "all", "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Makes a topic if there is none of the name. */
  public void ensure(String topic) {
    ask(
        () -> {
          if (!admin.listTopics().names().get().contains(topic)) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
          }
          return topic;
        });
  }

  /** Whether a topic has a message of a time. */
  public boolean hasMessages(String topic, Instant from, Instant to) {
    return ask(
        () -> {
          var spec = OffsetSpec.forTimestamp(from.toEpochMilli());
          var partitions =
              IntStream.range(0, PARTITIONS)
                  .mapToObj(number -> new TopicPartition(topic, number))
                  .collect(Collectors.toMap(each -> each, each -> spec));
          return admin.listOffsets(partitions).all().get().values().stream()
              .anyMatch(first -> first.offset() >= 0 && first.timestamp() < to.toEpochMilli());
        });
  }

  /** Sends messages with the time that they tell of. */
  public void send(String topic, List<SampleEvent> events) {
    for (var event : events) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  null,
                  event.time().toEpochMilli(),
                  null,
                  event.message().getBytes(StandardCharsets.UTF_8)));
    }
    producer.flush();
  }

  @FunctionalInterface
  private interface Question<T> {
    T answer() throws ExecutionException, InterruptedException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.answer();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
