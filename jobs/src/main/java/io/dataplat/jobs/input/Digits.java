package io.dataplat.jobs.input;

/** Looks at the digits of a text; a pattern for each value would cost more than all else. */
final class Digits {

  private static final int LONGEST = 40;

  private Digits() {}

  /** Digits, perhaps behind a sign. */
  static boolean areInteger(String text) {
    var first = afterSign(text);
    return first < text.length() && end(text, first) == text.length();
  }

  /** The same with a fraction or without, at most forty digits each. */
  static boolean areDecimal(String text) {
    var first = afterSign(text);
    var point = end(text, first);
    if (point == first || point - first > LONGEST) {
      return false;
    }
    if (point == text.length()) {
      return true;
    }
    var fraction = text.length() - point - 1;
    return text.charAt(point) == '.'
        && fraction > 0
        && fraction <= LONGEST
        && end(text, point + 1) == text.length();
  }

  private static int afterSign(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
  }

  private static int end(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether the text has the shape, in which {@code 0} stands for any digit. */
  static boolean fit(String text, String shape) {
    if (text.length() < shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char wanted = shape.charAt(i);
      if (wanted == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes from a place on have the shape; there are as many. */
  static boolean fit(byte[] bytes, int from, String shape) {
    for (int i = 0; i < shape.length(); i++) {
      char wanted = shape.charAt(i);
      byte each = bytes[from + i];
      if (wanted == '0' ? !isDigit(each) : each != wanted) {
        return false;
      }
    }
    return true;
  }

  /** The number of a few digits. */
  static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  /** Whether a character, or a byte that stands for one, is a digit. */
  static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
