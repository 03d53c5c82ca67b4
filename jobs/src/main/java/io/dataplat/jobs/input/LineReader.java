package io.dataplat.jobs.input;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into lines, and knows where each begins. */
final class LineReader implements Closeable {

  /** A line that is longer than any record: most likely the file is no text. */
  static final class LongLineException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 64 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int limit;
  private long offset;
  private long lineStart;

  LineReader(InputStream in, long offset) {
    this.in = in;
    this.offset = offset;
  }

  /** Where the line that was read last begins. */
  long lineStart() {
    return lineStart;
  }

  /** Where the next line begins. */
  long position() {
    return offset;
  }

  /** The next line without its end; null at the end of the stream. */
  byte @Nullable [] next() throws IOException {
    line.reset();
    lineStart = offset;
    while (true) {
      if (at == limit && !fill()) {
        return offset == lineStart ? null : withoutCarriageReturn();
      }
      int end = at;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, at, end - at);
      if (line.size() > LONGEST) {
        throw new LongLineException();
      }
      offset += end - at;
      at = end;
      if (at < limit) {
        at++;
        offset++;
        return withoutCarriageReturn();
      }
    }
  }

  /** Whether nothing follows. */
  boolean isAtEnd() throws IOException {
    return at == limit && !fill();
  }

  private boolean fill() throws IOException {
    at = 0;
    limit = Math.max(0, in.read(buffer, 0, BUFFER));
    return limit > 0;
  }

  private byte[] withoutCarriageReturn() {
    var bytes = line.toByteArray();
    return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
        ? Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
