package io.dataplat.jobs.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Cuts a stream of bytes into lines, and knows where each begins. */
final class LineReader implements Closeable {

  /** A line that is longer than any record: most likely the file is no text. */
  static final class LongLineException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 64 << 20;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LINE_FEEDS = '\n' * ONES;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private int at;
  private int limit;
  private long begin;

  LineReader(InputStream in, long offset) {
    this.in = in;
    this.begin = offset;
  }

  /** Moves to the next line; false at the end of the stream. */
  boolean next() throws IOException {
    return next(0);
  }

  /** Makes the next line a part of this one; false at the end of the stream. */
  boolean join() throws IOException {
    int known = at - from;
    at = from;
    return next(known) && at - from > known;
  }

  private boolean next(int known) throws IOException {
    int end = at + known;
    while (true) {
      end = lineFeed(end);
      if (end - at > LONGEST) {
        throw new LongLineException();
      }
      var read = end - at;
      if (end < limit || !fill()) {
        return line(at + read);
      }
      end = at + read;
    }
  }

  private boolean line(int end) {
    from = at;
    to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
    at = Math.min(end + 1, limit);
    return at > from;
  }

  // Eight bytes at once: a zero byte of the difference borrows from its highest bit.
  private int lineFeed(int first) {
    int i = first;
    for (; i <= limit - Long.BYTES; i += Long.BYTES) {
      var difference = (long) WORDS.get(buffer, i) ^ LINE_FEEDS;
      var found = (difference - ONES) & ~difference & (ONES << 7);
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (i < limit && buffer[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Whether nothing follows the line, which is no longer valid then. */
  boolean isAtEnd() throws IOException {
    return at == limit && !fill();
  }

  private boolean fill() throws IOException {
    if (limit - at == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, LONGEST + BUFFER));
    }
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, limit - at);
      begin += at;
      limit -= at;
      at = 0;
    }
    var read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  /** What the line is a part of; valid until the next is read. */
  byte[] bytes() {
    return buffer;
  }

  /** Where the line begins in the bytes. */
  int from() {
    return from;
  }

  /** Where the line ends in the bytes, without its end. */
  int to() {
    return to;
  }

  /** Where the line begins in the stream. */
  long lineStart() {
    return begin + from;
  }

  /** Where the next line begins in the stream. */
  long position() {
    return begin + at;
  }

  /** How far the stream has been read. */
  long end() {
    return begin + limit;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
