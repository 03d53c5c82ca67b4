package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * The text of a file as lines that the parser accepts: what may not stand in it is reported and
 * replaced by blanks.
 */
final class YamlText {

  private final String path;
  private final String text;
  private final List<Integer> lineStarts;
  private final BitSet tabIndented;

  private YamlText(String path, String text, List<Integer> lineStarts, BitSet tabIndented) {
    this.path = path;
    this.text = text;
    this.lineStarts = lineStarts;
    this.tabIndented = tabIndented;
  }

  static YamlText of(SourceFile file, Diagnostics diagnostics) {
    StringBuilder clean = new StringBuilder(file.text());
    List<Integer> lineStarts = new ArrayList<>();
    BitSet tabIndented = new BitSet();
    int start = 0;
    while (start < clean.length()) {
      lineStarts.add(start);
      int end = clean.indexOf("\n", start);
      int stop = end < 0 ? clean.length() : end;
      tabIndented.set(lineStarts.size() - 1, isTabIndented(clean, start, stop));
      cleanLine(file.path(), clean, lineStarts.size(), start, stop, diagnostics);
      start = stop + 1;
    }
    return new YamlText(file.path(), clean.toString(), List.copyOf(lineStarts), tabIndented);
  }

  private static boolean isTabIndented(CharSequence text, int start, int stop) {
    int i = start;
    while (i < stop && text.charAt(i) == ' ') {
      i++;
    }
    return i < stop && text.charAt(i) == '\t';
  }

  private static void cleanLine(
      String path, StringBuilder text, int line, int start, int stop, Diagnostics diagnostics) {
    boolean tabReported = false;
    boolean controlReported = false;
    for (int i = start; i < stop; i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        if (!tabReported) {
          diagnostics
              .reporter(Rules.TAB_CHARACTER)
              .at(
                  span(path, text, line, start, i),
                  "a tab",
                  "use spaces; inside double quotes write `\\t`");
        }
        tabReported = true;
        text.setCharAt(i, ' ');
      } else if (isControl(c) && !endsLine(c, i, stop, text)) {
        if (!controlReported) {
          diagnostics
              .reporter(Rules.CONTROL_CHARACTER)
              .at(
                  span(path, text, line, start, i),
                  "the control character " + name(c),
                  "remove it");
        }
        controlReported = true;
        text.setCharAt(i, ' ');
      }
    }
  }

  private static boolean endsLine(char c, int index, int stop, StringBuilder text) {
    return c == '\r' && index == stop - 1 && stop < text.length();
  }

  /** What YAML calls not printable, and what a reader cannot see but a parser counts. */
  static boolean isControl(char c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    return c < 0xa0 || c == 0xfeff || c >= 0xfffe || c == 0x2028 || c == 0x2029;
  }

  static String name(char c) {
    return String.format(Locale.ROOT, "U+%04X", (int) c);
  }

  private static SourceSpan span(String path, StringBuilder text, int line, int start, int index) {
    int column = 1 + Character.codePointCount(text, start, index);
    return new SourceSpan(path, line, column, line, column + 1);
  }

  String path() {
    return path;
  }

  int lineCount() {
    return lineStarts.size();
  }

  /** The text from a line on; lines count from 0 here, as the parser does. */
  String from(int line) {
    return text.substring(lineStarts.get(line));
  }

  /** Whether the depth of one of these lines, the last one included, is a guess. */
  boolean isTabIndented(int from, int to) {
    int first = tabIndented.nextSetBit(from);
    return first >= 0 && first <= to;
  }

  /** A line without its end. */
  String line(int line) {
    int start = lineStarts.get(line);
    int end = line + 1 < lineStarts.size() ? lineStarts.get(line + 1) : text.length();
    return text.substring(start, end).stripTrailing();
  }

  /** The first line from here on that begins a document, or the number of lines. */
  int nextDocument(int from) {
    for (int line = from; line < lineCount(); line++) {
      int start = lineStarts.get(line);
      boolean marker = text.startsWith("---", start);
      if (marker
          && (start + 3 == text.length() || Character.isWhitespace(text.charAt(start + 3)))) {
        return line;
      }
    }
    return lineCount();
  }
}
