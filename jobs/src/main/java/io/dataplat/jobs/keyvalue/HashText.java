package io.dataplat.jobs.keyvalue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as the texts that readers find, and names of keys made of them. */
public final class HashText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final String UNRESERVED = "-._~";

  private HashText() {}

  /** The text of a value; it does not depend on where or when it is made. */
  public static String of(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof Instant time) {
      return TIME.format(time.atOffset(ZoneOffset.UTC)) + "Z";
    } else if (value instanceof LocalDateTime time) {
      return TIME.format(time);
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value.toString();
  }

  /** The name of the key of a row: no value can be mistaken for a part of the name. */
  public static String key(String prefix, List<String> values) {
    return values.stream()
        .map(HashText::encoded)
        .collect(Collectors.joining(":", prefix + ":", ""));
  }

  // The form of addresses (RFC 3986), which every language has a function for.
  private static String encoded(String value) {
    var text = new StringBuilder();
    for (var each : value.getBytes(StandardCharsets.UTF_8)) {
      var character = (char) (each & 0xFF);
      if (isPlain(character)) {
        text.append(character);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return text.toString();
  }

  private static boolean isPlain(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || UNRESERVED.indexOf(character) >= 0;
  }
}
