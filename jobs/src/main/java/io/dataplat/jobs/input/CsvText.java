package io.dataplat.jobs.input;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values as the fields and records that a dialect reads again as the same values. */
public record CsvText(CsvFormat format, ZoneId zone) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Fields as a line, with its end. */
  public String line(List<String> fields) {
    return fields.stream().collect(Collectors.joining(String.valueOf(format.delimiter()))) + "\n";
  }

  /** A value as a field. */
  public String field(@Nullable Object value) {
    return value == null ? format.nullValue() : field(text(value));
  }

  /** A text as a field, in quotes where it would be another one without. */
  public String field(String text) {
    if (!text.isEmpty() && !text.equals(format.nullValue()) && isPlain(text)) {
      return text;
    }
    var quoted = new StringBuilder().append(format.quote());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == format.quote() || text.charAt(i) == format.escape()) {
        quoted.append(format.escape());
      }
      quoted.append(text.charAt(i));
    }
    return quoted.append(format.quote()).toString();
  }

  /** Whether a text is read as itself without quotes. */
  public boolean isPlain(String text) {
    return text.indexOf(format.delimiter()) < 0
        && text.indexOf(format.quote()) < 0
        && text.indexOf('\n') < 0
        && text.indexOf('\r') < 0
        && (text.isEmpty() || areKept(text.charAt(0), text.charAt(text.length() - 1)));
  }

  private boolean areKept(char first, char last) {
    return first != BYTE_ORDER_MARK && !format.isTrimmed(first) && !format.isTrimmed(last);
  }

  /** A value as text. */
  String text(Object value) {
    return ValueText.of(format, zone, value);
  }
}
