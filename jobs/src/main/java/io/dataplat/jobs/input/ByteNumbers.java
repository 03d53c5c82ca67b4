package io.dataplat.jobs.input;

/**
 * Reads numbers and times from the bytes of a field, as {@link TextForms} reads them from text. A
 * form is right, wrong, or left to {@link TextForms}.
 */
final class ByteNumbers {

  /** What a form makes of a field. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** The form is one of those that are rare. */
    LEFT
  }

  private static final int LONGEST_DECIMAL = 18;
  private static final long[] POWERS = new long[LONGEST_DECIMAL + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private long value;

  /** The number that was read last, if it was right. */
  long value() {
    return value;
  }

  /** A sign or none, then digits; the number is within the bounds. */
  Verdict integer(byte[] bytes, int from, int to, long least, long greatest) {
    int first = afterSign(bytes, from, to);
    if (first == to || !negative(bytes, first, to)) {
      return Verdict.WRONG;
    }
    if (bytes[from] != '-') {
      if (value == Long.MIN_VALUE) {
        return Verdict.WRONG;
      }
      value = -value;
    }
    return value < least || value > greatest ? Verdict.WRONG : Verdict.RIGHT;
  }

  // Negative numbers reach one further.
  private boolean negative(byte[] bytes, int from, int to) {
    value = 0;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        return false;
      }
      value *= 10;
      if (value < Long.MIN_VALUE + digit) {
        return false;
      }
      value -= digit;
    }
    return true;
  }

  /** A plain decimal that loses no digit, as its unscaled number. */
  Verdict decimal(byte[] bytes, int from, int to, int precision, int scale) {
    int first = afterSign(bytes, from, to);
    int point = afterDigits(bytes, first, to);
    if (to - first > LONGEST_DECIMAL
        || point - first + scale > LONGEST_DECIMAL
        || precision > LONGEST_DECIMAL) {
      return Verdict.LEFT;
    }
    int fraction = Math.max(0, to - point - 1);
    if (point == first || fraction > scale || !isFraction(bytes, point, to)) {
      return Verdict.WRONG;
    }
    long number =
        digits(bytes, first, point) * POWERS[scale]
            + digits(bytes, point + 1, to) * POWERS[scale - fraction];
    value = bytes[from] == '-' ? -number : number;
    return number < POWERS[precision] ? Verdict.RIGHT : Verdict.WRONG;
  }

  private static boolean isFraction(byte[] bytes, int point, int to) {
    return point == to
        || (bytes[point] == '.' && point + 1 < to && afterDigits(bytes, point + 1, to) == to);
  }

  private static int afterSign(byte[] bytes, int from, int to) {
    return from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
  }

  private static int afterDigits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Digits.isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The number of a few digits. */
  static long digits(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }
}
