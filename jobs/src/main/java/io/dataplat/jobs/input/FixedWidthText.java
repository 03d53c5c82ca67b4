package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes values as lines that a form reads again as the same values; none is ever cut. */
public record FixedWidthText(FixedWidthFormat format, ZoneId zone) {

  private static final char PADDING = ' ';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** A row as a line, with its end: numbers on the right of their fields, all else on the left. */
  public String line(List<? extends @Nullable Object> values) {
    var line = new int[format.length()];
    Arrays.fill(line, PADDING);
    for (int i = 0; i < values.size(); i++) {
      write(values.get(i), format.fields().get(i), line);
    }
    return new String(line, 0, line.length) + "\n";
  }

  private void write(@Nullable Object value, FixedWidthFormat.Field field, int[] line) {
    var text = value == null ? format.nullValue() : text(value, field);
    var characters = text.codePoints().toArray();
    if (characters.length > field.width()) {
      throw refused(
          "a value of `%s` has %s characters, and its field has %s"
              .formatted(field.column(), characters.length, field.width()));
    }
    var start = value instanceof Number ? field.to() - characters.length : field.from();
    System.arraycopy(characters, 0, line, start, characters.length);
  }

  private String text(Object value, FixedWidthFormat.Field field) {
    var text = ValueText.of(format, zone, value);
    if (!isRead(text)) {
      throw refused(
          "a value of `%s` would be another one in a line of fixed width: it means null, ends a"
                  .formatted(field.column())
              + " line, or has blanks around it");
    }
    return text;
  }

  private boolean isRead(String text) {
    return !text.equals(format.nullValue())
        && text.indexOf('\n') < 0
        && text.indexOf('\r') < 0
        && (text.isEmpty() || areKept(text.charAt(0), text.charAt(text.length() - 1)));
  }

  private static boolean areKept(char first, char last) {
    return first != PADDING && last != PADDING && first != BYTE_ORDER_MARK;
  }

  private static JobFailure refused(String message) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "sample-not-possible",
        message + "; give the column a value, `examples` or a `pattern` that fit");
  }
}
