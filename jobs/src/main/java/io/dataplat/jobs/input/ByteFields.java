package io.dataplat.jobs.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of records in UTF-8, as {@link CsvFields} finds them in text: they are parts of the
 * record's own bytes, and only a quoted field with an escape is copied.
 */
final class ByteFields {

  private final byte delimiter;
  private final byte quote;
  private final byte escape;
  private final byte[][] sources;
  private final int[] starts;
  private final int[] ends;
  private final boolean[] quoted;
  private byte[] unescaped = new byte[0];
  private int unescapedEnd;
  private byte[] bytes = new byte[0];
  private int at;
  private int to;
  private int count;
  private int bits;

  ByteFields(CsvFormat format, int width) {
    this.delimiter = (byte) format.delimiter();
    this.quote = (byte) format.quote();
    this.escape = (byte) format.escape();
    this.sources = new byte[width][];
    this.starts = new int[width];
    this.ends = new int[width];
    this.quoted = new boolean[width];
  }

  /** Whether the signs of a format are single bytes, that are part of no other character. */
  static boolean fit(CsvFormat format) {
    return !format.trim()
        && Charset.forName(format.encoding()).equals(StandardCharsets.UTF_8)
        && StandardCharsets.UTF_8.newEncoder().canEncode(format.nullValue())
        && format.delimiter() < 0x80
        && format.quote() < 0x80
        && format.escape() < 0x80;
  }

  /** Finds the fields of a record; false if it breaks the grammar. */
  boolean find(byte[] record, int from, int end) {
    bytes = record;
    at = from;
    to = end;
    count = 0;
    bits = 0;
    unescapedEnd = 0;
    while (true) {
      var isQuoted = at < to && bytes[at] == quote;
      if (!(isQuoted ? quoted() : plain())) {
        return false;
      }
      count++;
      if (at == to) {
        return true;
      }
      at++;
    }
  }

  private boolean plain() {
    int from = at;
    int i = at;
    for (; i < to; i++) {
      byte each = bytes[i];
      if (each == delimiter) {
        break;
      }
      if (each == quote) {
        return false;
      }
      bits |= each;
    }
    at = i;
    add(bytes, from, i, false);
    return true;
  }

  private boolean quoted() {
    int from = ++at;
    for (; at < to; at++) {
      byte each = bytes[at];
      if (isEscape(each)) {
        return escaped(from);
      }
      if (each == quote) {
        add(bytes, from, at, true);
        return endsField();
      }
      bits |= each;
    }
    return false;
  }

  private boolean endsField() {
    at++;
    return at == to || bytes[at] == delimiter;
  }

  private boolean escaped(int from) {
    if (unescaped.length < to - from + unescapedEnd) {
      unescaped = Arrays.copyOf(unescaped, 2 * (to - from) + unescapedEnd);
    }
    int start = unescapedEnd;
    System.arraycopy(bytes, from, unescaped, start, at - from);
    unescapedEnd += at - from;
    for (; at < to; at++) {
      byte each = bytes[at];
      if (isEscape(each)) {
        at++;
      } else if (each == quote) {
        add(unescaped, start, unescapedEnd, true);
        return endsField();
      }
      bits |= bytes[at];
      unescaped[unescapedEnd++] = bytes[at];
    }
    return false;
  }

  private boolean isEscape(byte each) {
    return each == escape && at + 1 < to && (each != quote || bytes[at + 1] == quote);
  }

  private void add(byte[] source, int from, int end, boolean isQuoted) {
    if (count < starts.length) {
      sources[count] = source;
      starts[count] = from;
      ends[count] = end;
      quoted[count] = isQuoted;
    }
  }

  /** How many fields the record has, be they more than fit. */
  int count() {
    return count;
  }

  /** Whether the record that was found has no character beyond ASCII. */
  boolean areAscii() {
    return bits >= 0;
  }

  /** What a field is a part of; valid until the next record is found. */
  byte[] bytes(int field) {
    return sources[field];
  }

  int from(int field) {
    return starts[field];
  }

  int to(int field) {
    return ends[field];
  }

  boolean isQuoted(int field) {
    return quoted[field];
  }
}
