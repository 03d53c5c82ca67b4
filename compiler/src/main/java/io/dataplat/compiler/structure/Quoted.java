package io.dataplat.compiler.structure;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of a user in a message: on one line, short and without control characters. */
final class Quoted {

  private static final int LONGEST = 60;

  private Quoted() {}

  static String of(String text) {
    if (text.isEmpty()) {
      return "`\"\"`";
    }
    StringBuilder quoted = new StringBuilder("`");
    text.codePoints().limit(LONGEST).forEach(point -> append(quoted, point));
    return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "…`" : "`").toString();
  }

  static String all(Collection<String> texts) {
    return texts.stream().map(Quoted::of).collect(Collectors.joining(", "));
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        boolean visible = !Character.isISOControl(point) && point != 0x2028 && point != 0x2029;
        if (visible) {
          quoted.appendCodePoint(point);
        } else {
          quoted.append(String.format(Locale.ROOT, "\\u%04x", point));
        }
      }
    }
  }
}
