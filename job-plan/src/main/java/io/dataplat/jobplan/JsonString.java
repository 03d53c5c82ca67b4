package io.dataplat.jobplan;

/** Writes strings of plans in quotes, with escapes for what a viewer or a template would take. */
final class JsonString {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonString() {}

  static void append(StringBuilder text, String value) {
    text.append('"');
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isEscaped(value, i, c)) {
        text.append(value.substring(written, i));
        escape(text, c);
        written = i + 1;
      }
    }
    // The whole text is copied at once, a range of it character by character.
    text.append(written == 0 ? value : value.substring(written)).append('"');
  }

  private static boolean isEscaped(String value, int i, char c) {
    return c < 0x20 || c == '"' || c == '\\' || isUnsafe(c) || (c == '{' && opensJinja(value, i));
  }

  private static void escape(StringBuilder text, char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          text.append(HEX[c >> shift & 0xf]);
        }
      }
    }
  }

  // Airflow renders the text that carries a batch plan as a Jinja template; no plan may be code
  // there.
  private static boolean opensJinja(String value, int i) {
    return i + 1 < value.length() && "{%#".indexOf(value.charAt(i + 1)) >= 0;
  }

  // A half of a surrogate pair is written as it is only together with the other half; to write all
  // halves as escapes is as correct and needs no look ahead. Line separators break some viewers.
  private static boolean isUnsafe(char c) {
    return c >= 0x7f && (Character.isSurrogate(c) || c == 0x7f || c == 0x2028 || c == 0x2029);
  }
}
