package io.dataplat.compiler.backend.airflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes any text as a Python string literal: double quotes, printable ASCII only, all else
 * escaped, so that no text can end the literal, hide from a reader or depend on the file's
 * encoding.
 */
final class PythonLiteral {

  private static final int WIDTH = 100;

  private PythonLiteral() {}

  static String of(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(codePoint -> append(literal, codePoint));
    return literal.append('"').toString();
  }

  private static void append(StringBuilder literal, int codePoint) {
    switch (codePoint) {
      case '"' -> literal.append("\\\"");
      case '\\' -> literal.append("\\\\");
      case '\n' -> literal.append("\\n");
      case '\r' -> literal.append("\\r");
      case '\t' -> literal.append("\\t");
      default -> {
        if (codePoint >= 0x20 && codePoint <= 0x7e) {
          literal.append((char) codePoint);
        } else {
          literal.append(escape(codePoint));
        }
      }
    }
  }

  private static String escape(int codePoint) {
    String form = codePoint <= 0xff ? "\\x%02x" : codePoint <= 0xffff ? "\\u%04x" : "\\U%08x";
    return String.format(Locale.ROOT, form, codePoint);
  }

  /** Returns one literal where it is short, else one for each line or part, in parentheses. */
  static String wrapped(String text, String indent) {
    String whole = of(text);
    if (whole.length() <= WIDTH) {
      return whole;
    }
    StringBuilder literals = new StringBuilder("(\n");
    parts(text)
        .forEach(part -> literals.append(indent).append("    ").append(of(part)).append('\n'));
    return literals.append(indent).append(')').toString();
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = end(text, start);
      parts.add(text.substring(start, end));
      start = end;
    }
    return parts;
  }

  // After a line end, else after the last blank that fits, else in the middle of a long word.
  private static int end(String text, int start) {
    int limit = Math.min(text.length(), text.offsetByCodePoints(start, room(text, start)));
    int lineEnd = text.indexOf('\n', start);
    if (lineEnd >= 0 && lineEnd < limit) {
      return lineEnd + 1;
    }
    if (limit == text.length()) {
      return limit;
    }
    int blank = text.lastIndexOf(' ', limit - 1);
    return blank > start ? blank + 1 : limit;
  }

  private static int room(String text, int start) {
    return Math.min(WIDTH - 10, text.codePointCount(start, text.length()));
  }
}
