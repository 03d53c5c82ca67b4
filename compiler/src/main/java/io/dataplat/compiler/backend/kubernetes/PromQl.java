package io.dataplat.compiler.backend.kubernetes;

import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;

/** Writes PromQL and the templates of alerts so that a user's text stays a text. */
final class PromQl {

  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long HOUR = Duration.ofHours(1).toSeconds();

  private PromQl() {}

  /** Returns a double-quoted string literal. */
  static String quoted(String text) {
    var literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c == '\n') {
        literal.append("\\n");
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  /**
   * Returns what selects, behind the name of a metric, the series whose labels have these values.
   */
  static String matchers(Map<String, String> labels) {
    var matchers = new StringJoiner(",", "{", "}");
    labels.forEach((name, value) -> matchers.add(name + "=" + quoted(value)));
    return matchers.toString();
  }

  /** Returns a text that the templates of alert labels and annotations expand to the given one. */
  static String literalInTemplate(String text) {
    return text.replace("{{", "{{\"{{\"}}");
  }

  /** Returns a duration in its largest whole unit, such as {@code 30h}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % DAY == 0) {
      return seconds / DAY + "d";
    }
    if (seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
