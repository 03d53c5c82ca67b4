package io.dataplat.jobs.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobs.input.JsonRecords;
import io.dataplat.jobs.session.MappedRows.PartitionFunction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into rows: the columns of the contract, then why the record is corrupt, the record
 * as it came if it is corrupt, and the message that it came in.
 *
 * @param width how many columns the contract has
 * @param keepRaw whether a corrupt record may be kept as it came
 */
record KafkaDecoder(JsonRecords records, int width, boolean keepRaw) implements PartitionFunction {

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
  public Iterator<InternalRow> apply(Iterator<InternalRow> messages) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return messages.hasNext();
      }

      @Override
      public InternalRow next() {
        return decode(messages.next());
      }
    };
  }

  private InternalRow decode(InternalRow message) {
    @Nullable Object[] values = new @Nullable Object[width + 3];
    var corrupt = records.read(bytes(message, VALUE), values);
    if (corrupt != null) {
      values[width] = UTF8String.fromString(corrupt);
      values[width + 1] = keepRaw ? UTF8String.fromString(raw(message)) : null;
    }
    values[width + 2] = place(message);
    return new GenericInternalRow(values);
  }

  private static InternalRow place(InternalRow message) {
    return new GenericInternalRow(
        new @Nullable Object[] {
          message.getUTF8String(TOPIC),
          message.getInt(PARTITION),
          message.getLong(OFFSET),
          message.isNullAt(TIMESTAMP) ? null : message.getLong(TIMESTAMP)
        });
  }

  private static String raw(InternalRow message) {
    var raw = new LinkedHashMap<String, @Nullable Object>();
    raw.put("timestamp", DateTimeUtils.microsToInstant(message.getLong(TIMESTAMP)).toString());
    raw.put("key", text(bytes(message, KEY)));
    raw.put("value", text(bytes(message, VALUE)));
    raw.put("headers", headers(message));
    try {
      return MAPPER.writeValueAsString(raw);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts in lists are plain data", e);
    }
  }

  private static List<List<@Nullable String>> headers(InternalRow message) {
    var headers = new ArrayList<List<@Nullable String>>();
    if (!message.isNullAt(HEADERS)) {
      var array = message.getArray(HEADERS);
      for (int i = 0; i < array.numElements(); i++) {
        var header = array.getStruct(i, 2);
        var pair = new ArrayList<@Nullable String>();
        pair.add(header.getUTF8String(0).toString());
        pair.add(text(bytes(header, 1)));
        headers.add(pair);
      }
    }
    return headers;
  }

  private static byte @Nullable [] bytes(InternalRow row, int index) {
    return row.isNullAt(index) ? null : row.getBinary(index);
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
