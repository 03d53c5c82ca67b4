package io.dataplat.jobs.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.OnUnknownColumn;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON text of one message or line by contract; a record is good or corrupt as a whole.
 */
public final class JsonRecords implements Serializable {

  /** The reason of a record with a field that the contract lacks, where that is an error. */
  static final String UNKNOWN_FIELD = "unknown-field";

  private static final long serialVersionUID = 1L;
  private static final int BYTES_THAT_TELL_THE_ENCODING = 4;

  @SuppressWarnings("serial") // an immutable list can be serialised
  private final List<ReadColumn> columns;

  private final OnUnknownColumn onUnknown;
  private final @Nullable UnknownNames names;
  private transient @Nullable UnknownFields unknown;
  private transient @Nullable JsonFields fields;
  private transient @Nullable JsonFactory factory;

  /** A reader of these columns; if unknown ones count by row, they are one more column behind. */
  public JsonRecords(List<ContractColumn> columns, OnUnknownColumn onUnknown) {
    this(columns, onUnknown, null);
  }

  /** A reader that says which names of fields the contract lacks. */
  JsonRecords(
      List<ContractColumn> columns, OnUnknownColumn onUnknown, @Nullable UnknownNames names) {
    this.columns = ReadColumn.of(columns);
    this.onUnknown = onUnknown;
    this.names = names;
  }

  /** Fills the first values with the columns; returns why the record is corrupt, or null. */
  public @Nullable String read(byte @Nullable [] message, @Nullable Object[] values) {
    return message == null || message.length == 0
        ? "empty"
        : read(message, 0, message.length, values);
  }

  /** The same of a part of some bytes. */
  @Nullable String read(byte[] bytes, int from, int to, @Nullable Object[] values) {
    var reason = isUtf8(bytes, from, to) ? parse(bytes, from, to, values) : "encoding";
    if (reason != null) {
      Arrays.fill(values, 0, width(), null);
    }
    return reason;
  }

  int width() {
    return columns.size() + (onUnknown.isByRow() ? 1 : 0);
  }

  private @Nullable String parse(byte[] bytes, int from, int to, @Nullable Object[] values) {
    try (var json = factory().createParser(bytes, from, to - from)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "json";
      }
      unknown().begin();
      fields().fill(json, values);
      if (json.nextToken() != null) {
        return "json";
      }
      return unknown(values);
    } catch (CorruptValueException e) {
      return e.field();
    } catch (JsonProcessingException e) {
      return "json";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable String unknown(@Nullable Object[] values) {
    if (onUnknown.isByRow()) {
      values[columns.size()] = unknown().texts();
    }
    return unknown().isMet() && onUnknown == OnUnknownColumn.FAIL ? UNKNOWN_FIELD : null;
  }

  // Jackson would take a text with zeros for UTF-16 or UTF-32 and read it, and it reads bytes that
  // stand for a character in more than the shortest way.
  private static boolean isUtf8(byte[] bytes, int from, int to) {
    for (int i = from; i < Math.min(to, from + BYTES_THAT_TELL_THE_ENCODING); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return isAscii(bytes, from, to) || isDecodable(bytes, from, to);
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int bits = 0;
    for (int i = from; i < to; i++) {
      bits |= bytes[i];
    }
    return bits >= 0;
  }

  private static boolean isDecodable(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private UnknownFields unknown() {
    var ready = unknown;
    if (ready == null) {
      ready = new UnknownFields(onUnknown.isByRow(), names);
      unknown = ready;
    }
    return ready;
  }

  private JsonFields fields() {
    var ready = fields;
    if (ready == null) {
      ready = new JsonFields(columns, unknown());
      fields = ready;
    }
    return ready;
  }

  private JsonFactory factory() {
    var ready = factory;
    if (ready == null) {
      // Names come from outside, so keeping every one of them would fill the memory.
      ready =
          JsonFactory.builder().configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false).build();
      factory = ready;
    }
    return ready;
  }
}
