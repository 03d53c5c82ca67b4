package io.dataplat.jobs.input;

import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.jspecify.annotations.Nullable;

/** Reads lines that have each column at the same place, between blanks that are padding. */
final class FixedWidthRecordForm implements RecordForm {

  private static final char PADDING = ' ';

  private final FixedWidthFormat format;
  private final RecordText texts;
  private final List<FieldForms.Form> forms;

  FixedWidthRecordForm(RecordSpec<FixedWidthFormat> spec) {
    this.format = spec.format();
    this.texts = new RecordText(spec.format().encoding());
    var all = new FieldForms(spec.format(), ZoneId.of(spec.zone()));
    this.forms = spec.types().stream().map(all::ofText).toList();
  }

  @Override
  public @Nullable String write(byte[] bytes, int from, int to, UnsafeRowWriter row) {
    var text = texts.of(bytes, from, to);
    if (text == null) {
      return ENCODING;
    }
    int characters = text.codePointCount(0, text.length());
    return format.fits(characters) ? write(text, characters, row) : LENGTH;
  }

  private @Nullable String write(String text, int characters, UnsafeRowWriter row) {
    var isPlain = characters == text.length();
    for (int i = 0; i < forms.size(); i++) {
      var field = format.fields().get(i);
      var value = isPlain ? value(text, field.from(), field.to()) : value(text, field);
      if (value.equals(format.nullValue())) {
        row.setNullAt(i);
      } else if (!forms.get(i).write(value, row, i)) {
        return field.column();
      }
    }
    return null;
  }

  // A character beyond the first 65536 is two in a text of Java.
  private static String value(String text, FixedWidthFormat.Field field) {
    int from = text.offsetByCodePoints(0, field.from());
    return value(text, from, text.offsetByCodePoints(from, field.width()));
  }

  private static String value(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && text.charAt(start) == PADDING) {
      start++;
    }
    while (end > start && text.charAt(end - 1) == PADDING) {
      end--;
    }
    return text.substring(start, end);
  }
}
