package io.dataplat.jobs.output;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows in the text form of PostgreSQL's COPY, in which every value is exact. */
final class CopyText {

  private CopyText() {}

  /** The line of a row. */
  static byte[] line(Row row) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      append(row.get(i), line);
      line.append(i + 1 < row.size() ? '\t' : '\n');
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  // Numbers, days and times have in Java the form that PostgreSQL reads whatever its settings are.
  private static void append(@Nullable Object value, StringBuilder line) {
    if (value == null) {
      line.append("\\N");
    } else if (value instanceof String text) {
      escape(text, line);
    } else if (value instanceof BigDecimal number) {
      line.append(number.toPlainString());
    } else if (value instanceof byte[] bytes) {
      line.append("\\\\x").append(HexFormat.of().formatHex(bytes));
    } else {
      line.append(value);
    }
  }

  private static void escape(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      switch (character) {
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(character);
      }
    }
  }
}
