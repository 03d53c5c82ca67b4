package io.dataplat.jobs.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobs.input.JsonRecords;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into rows: the columns of the contract, then why the record is corrupt, where it
 * stands, the record as it came if it is corrupt, and what generated columns want of it.
 *
 * @param width how many columns the contract has
 * @param keepRaw whether a corrupt record may be kept as it came
 * @param withMessage whether a column wants topic, partition, offset or timestamp
 */
record KafkaDecoder(JsonRecords records, int width, boolean keepRaw, boolean withMessage)
    implements MapPartitionsFunction<Row, Row>, Serializable {

  static final List<String> COLUMNS =
      List.of("value", "topic", "partition", "offset", "timestamp", "key", "headers");

  private static final int VALUE = 0;
  private static final int TOPIC = 1;
  private static final int PARTITION = 2;
  private static final int OFFSET = 3;
  private static final int TIMESTAMP = 4;
  private static final int KEY = 5;
  private static final int HEADERS = 6;
  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public Iterator<Row> call(Iterator<Row> messages) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return messages.hasNext();
      }

      @Override
      public Row next() {
        return decode(messages.next());
      }
    };
  }

  private Row decode(Row message) {
    @Nullable Object[] values = new @Nullable Object[width + (withMessage ? 4 : 3)];
    var corrupt = records.read(message.getAs(VALUE), values);
    values[width] = corrupt;
    values[width + 1] =
        message.getString(TOPIC) + ":" + message.getInt(PARTITION) + ":" + message.getLong(OFFSET);
    values[width + 2] = corrupt != null && keepRaw ? raw(message) : null;
    if (withMessage) {
      values[width + 3] =
          RowFactory.create(
              message.get(TOPIC),
              message.get(PARTITION),
              message.get(OFFSET),
              message.get(TIMESTAMP));
    }
    return RowFactory.create(values);
  }

  private static String raw(Row message) {
    var raw = new LinkedHashMap<String, @Nullable Object>();
    raw.put("timestamp", String.valueOf(message.get(TIMESTAMP)));
    raw.put("key", text(message.getAs(KEY)));
    raw.put("value", text(message.getAs(VALUE)));
    raw.put("headers", headers(message));
    try {
      return MAPPER.writeValueAsString(raw);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts in lists are plain data", e);
    }
  }

  private static List<List<@Nullable String>> headers(Row message) {
    var headers = new ArrayList<List<@Nullable String>>();
    if (!message.isNullAt(HEADERS)) {
      for (Row header : message.<Row>getList(HEADERS)) {
        var pair = new ArrayList<@Nullable String>();
        pair.add(header.getString(0));
        pair.add(text(header.getAs(1)));
        headers.add(pair);
      }
    }
    return headers;
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "base64:" + Base64.getEncoder().encodeToString(bytes);
    }
  }
}
