package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.SourceSpan;

/**
 * Finds the place in a file of a part of a scalar's text, however the scalar is written: for
 * findings inside queries and checks.
 */
public final class ScalarPositions {

  private final YamlScalar scalar;
  private final String source;
  private final int[] starts;
  private final int[] ends;
  private int position;
  private boolean pairConsumed;

  private ScalarPositions(YamlScalar scalar, String source) {
    this.scalar = scalar;
    this.source = source;
    this.starts = new int[scalar.text().length()];
    this.ends = new int[starts.length];
  }

  /**
   * The span of the characters from {@code start} up to {@code end} of the text; of the scalar if
   * it is not known.
   */
  public static SourceSpan locate(YamlScalar scalar, SourceFile file, int start, int end) {
    ScalarPositions positions = new ScalarPositions(scalar, file.text());
    int from = Math.min(start, scalar.text().length() - 1);
    int last = Math.min(Math.max(start + 1, end), scalar.text().length()) - 1;
    if (from < 0 || !positions.align(last)) {
      return scalar.span();
    }
    return positions.span(positions.starts[from], positions.ends[last]);
  }

  /**
   * Goes through text and source side by side; blanks may differ, everything else is the same or an
   * escape.
   */
  private boolean align(int last) {
    position = firstPosition();
    for (int i = 0; i <= last; i++) {
      char c = scalar.text().charAt(i);
      boolean blank = c == ' ' || c == '\n';
      if (!blank) {
        skipBlanks();
      }
      starts[i] = position;
      boolean consumed = blank ? consumeBlank() : consume(c);
      if (!consumed) {
        return false;
      }
      ends[i] = position;
    }
    return true;
  }

  private int firstPosition() {
    boolean block = scalar.style() == ScalarStyle.LITERAL || scalar.style() == ScalarStyle.FOLDED;
    int line = scalar.span().startLine() + (block ? 1 : 0);
    int index = 0;
    for (int i = 1; i < line && index >= 0; i++) {
      index = source.indexOf('\n', index) + 1;
    }
    if (block) {
      return index;
    }
    int quote = scalar.style() == ScalarStyle.PLAIN ? 0 : 1;
    return source.offsetByCodePoints(index, scalar.span().startColumn() - 1) + quote;
  }

  private void skipBlanks() {
    while (position < source.length() && isSkipped()) {
      position++;
    }
  }

  private boolean isSkipped() {
    if (Character.isWhitespace(source.charAt(position))) {
      return true;
    }
    // In double quotes a backslash at the end of a line joins it with the next.
    return isEscape()
        && position + 1 < source.length()
        && "\r\n".indexOf(source.charAt(position + 1)) >= 0;
  }

  private boolean isEscape() {
    return scalar.style() == ScalarStyle.DOUBLE_QUOTED
        && position < source.length()
        && source.charAt(position) == '\\';
  }

  private boolean consumeBlank() {
    if (isEscape()) {
      consumeEscape();
    } else if (position < source.length() && Character.isWhitespace(source.charAt(position))) {
      position++;
    }
    return true;
  }

  private boolean consume(char c) {
    if (Character.isLowSurrogate(c) && pairConsumed) {
      pairConsumed = false;
      return true;
    }
    if (isEscape()) {
      pairConsumed = Character.isHighSurrogate(c);
      consumeEscape();
      return position <= source.length();
    }
    if (position >= source.length() || source.charAt(position) != c) {
      return false;
    }
    position += c == '\'' && scalar.style() == ScalarStyle.SINGLE_QUOTED ? 2 : 1;
    return true;
  }

  private void consumeEscape() {
    char kind = position + 1 < source.length() ? source.charAt(position + 1) : ' ';
    position +=
        switch (kind) {
          case 'x' -> 4;
          case 'u' -> 6;
          case 'U' -> 10;
          default -> 2;
        };
  }

  private SourceSpan span(int from, int to) {
    int fromLine = 1 + (int) source.substring(0, from).chars().filter(c -> c == '\n').count();
    int toLine = fromLine + (int) source.substring(from, to).chars().filter(c -> c == '\n').count();
    return new SourceSpan(scalar.span().file(), fromLine, column(from), toLine, column(to));
  }

  private int column(int index) {
    int lineStart = source.lastIndexOf('\n', index - 1) + 1;
    return 1 + source.codePointCount(lineStart, index);
  }
}
