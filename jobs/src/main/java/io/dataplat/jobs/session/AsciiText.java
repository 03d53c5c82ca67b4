package io.dataplat.jobs.session;

import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Looks at texts of ASCII eight bytes at a time; most texts are such, and need no other look. */
public final class AsciiText {

  private static final long NOT_ASCII = 0x8080808080808080L;

  private AsciiText() {}

  /** Whether a text has nothing but ASCII. */
  public static boolean isAscii(UTF8String text) {
    var length = text.numBytes();
    return beginning(text.getBaseObject(), text.getBaseOffset(), length) == length;
  }

  /** Whether bytes are a text in UTF-8. */
  public static boolean isUtf8(byte[] bytes, int at, int length) {
    return beginning(bytes, Platform.BYTE_ARRAY_OFFSET + (long) at, length) == length
        || UTF8String.fromBytes(bytes, at, length).isValid();
  }

  private static int beginning(Object bytes, long from, int length) {
    int at = 0;
    while (at + Long.BYTES <= length && (Platform.getLong(bytes, from + at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < length && Platform.getByte(bytes, from + at) >= 0) {
      at++;
    }
    return at;
  }
}
