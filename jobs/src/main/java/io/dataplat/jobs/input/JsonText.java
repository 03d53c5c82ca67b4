package io.dataplat.jobs.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The text at which a parser stands. */
final class JsonText {

  private static final char END_OF_ASCII = 0x80;

  private JsonText() {}

  /** The text as Spark holds it. */
  static UTF8String of(JsonParser json) throws IOException {
    JsonForms.expect(json, JsonToken.VALUE_STRING);
    var bytes = ascii(json);
    return bytes != null ? UTF8String.fromBytes(bytes) : UTF8String.fromString(string(json));
  }

  /** The bytes of a text or number that has one for each character; else null. */
  static byte @Nullable [] ascii(JsonParser json) throws IOException {
    var chars = json.getTextCharacters();
    var start = json.getTextOffset();
    var bytes = new byte[json.getTextLength()];
    for (int i = 0; i < bytes.length; i++) {
      if (chars[start + i] >= END_OF_ASCII) {
        return null;
      }
      bytes[i] = (byte) chars[start + i];
    }
    return bytes;
  }

  /** The text. */
  static String string(JsonParser json) throws IOException {
    JsonForms.expect(json, JsonToken.VALUE_STRING);
    return whole(json.getText());
  }

  /** The same text, if a table can hold it. */
  static String whole(String text) {
    if (isTorn(text)) {
      throw new CorruptValueException();
    }
    return text;
  }

  // JSON can write half of a character, which no table can hold.
  private static boolean isTorn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
