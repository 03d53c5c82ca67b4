package io.dataplat.jobs.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.streaming.checkpointing.OffsetSeq;
import org.apache.spark.sql.execution.streaming.checkpointing.OffsetSeqLog;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** The log in which a query notes what a micro-batch covers, before it runs it. */
final class EpochLog {

  private static final TypeReference<Map<String, Map<Integer, Long>>> OFFSETS =
      new TypeReference<>() {};
  private static final JsonMapper MAPPER = new JsonMapper();

  private final OffsetSeqLog log;

  EpochLog(org.apache.spark.sql.SparkSession session, Checkpoint checkpoint) {
    this.log = new OffsetSeqLog((SparkSession) session, checkpoint.location() + "/offsets");
  }

  /** The micro-batch of this number. */
  Epoch epoch(String queryId, long number) {
    var entry = entry(number).orElseThrow();
    var facts = OptionConverters.toJava(entry.metadata()).orElseThrow();
    return new Epoch(
        queryId,
        number,
        Instant.ofEpochMilli(facts.batchTimestampMs()),
        Instant.ofEpochMilli(facts.batchWatermarkMs()),
        entry(number - 1).map(EpochLog::offsets).orElse(Map.of()),
        offsets(entry));
  }

  /** Whether a micro-batch was ever planned. */
  boolean hasEpochs() {
    return log.getLatest().isDefined();
  }

  private Optional<OffsetSeq> entry(long number) {
    return number < 0
        ? Optional.empty()
        : OptionConverters.toJava(log.get(number)).map(OffsetSeq.class::cast);
  }

  private static Map<String, Map<Integer, Long>> offsets(OffsetSeq entry) {
    var offsets = new TreeMap<String, Map<Integer, Long>>();
    CollectionConverters.asJava(entry.offsets())
        .forEach(
            source ->
                OptionConverters.toJava(source)
                    .ifPresent(offset -> offsets.putAll(parse(offset.json()))));
    return offsets;
  }

  /** The offsets of topics in the form of Spark. */
  static Map<String, Map<Integer, Long>> parse(String json) {
    try {
      return MAPPER.readValue(json, OFFSETS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("offsets are JSON", e);
    }
  }

  /** The offsets of one topic in the form of Spark. */
  static String text(String topic, Map<Integer, Long> offsets) {
    try {
      return MAPPER.writeValueAsString(Map.of(topic, offsets));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("offsets are plain data", e);
    }
  }
}
