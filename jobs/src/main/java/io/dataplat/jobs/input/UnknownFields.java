package io.dataplat.jobs.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object that its contract lacks; of equal names the last. */
final class UnknownFields {

  private static final JsonFactory TEXTS = new JsonFactory();
  private static final String REASON = "unknown-column";

  private final boolean keepsTexts;
  private final @Nullable UnknownNames names;
  private final SortedMap<String, UTF8String> texts = new TreeMap<>();
  private boolean isMet;

  /**
   * None yet.
   *
   * @param names hears their names
   */
  UnknownFields(boolean keepsTexts, @Nullable UnknownNames names) {
    this.keepsTexts = keepsTexts;
    this.names = names;
  }

  /** Forgets those of the object before. */
  void begin() {
    isMet = false;
    texts.clear();
  }

  /** Takes the value at which the parser stands. */
  void take(String name, JsonParser json) throws IOException {
    isMet = true;
    if (names != null) {
      names.add(name);
    }
    if (!keepsTexts) {
      json.skipChildren();
    } else if (json.currentToken() == JsonToken.VALUE_NULL) {
      texts.remove(name);
    } else {
      try {
        texts.put(JsonText.whole(name), text(json));
      } catch (CorruptValueException e) {
        throw e.in(REASON);
      }
    }
  }

  /** Whether there was one, be it null. */
  boolean isMet() {
    return isMet;
  }

  /** The texts of those that are not null, in the order of their names; null if there are none. */
  @Nullable MapData texts() {
    return texts.isEmpty()
        ? null
        : new ArrayBasedMapData(
            new GenericArrayData(texts.keySet().stream().map(UTF8String::fromString).toArray()),
            new GenericArrayData(texts.values().toArray()));
  }

  private static UTF8String text(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> JsonText.of(json);
      case START_OBJECT, START_ARRAY -> UTF8String.fromString(JsonText.whole(structure(json)));
      default -> UTF8String.fromString(json.getText());
    };
  }

  private static String structure(JsonParser json) throws IOException {
    var text = new StringWriter();
    try (var copy = TEXTS.createGenerator(text)) {
      int depth = 0;
      do {
        var token = json.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token.isNumeric()) {
          // A number of Java's would lose digits, or get some.
          copy.writeNumber(json.getText());
        } else {
          copy.copyCurrentEvent(json);
        }
      } while (depth > 0 && json.nextToken() != null);
    }
    return text.toString();
  }
}
