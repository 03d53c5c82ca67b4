package io.dataplat.jobs.mask;

import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Keeps the last characters of a text, and none of a text that has no more than those. */
record LastCharacters(int keep) implements TextMask {

  private static final UTF8String REDACTED = UTF8String.fromString(Masks.REDACTED);

  @Override
  public UTF8String mask(UTF8String clear) {
    int at = clear.numBytes();
    for (int left = keep; left > 0; left--) {
      at = before(clear, at);
    }
    // A value that is not longer than what is kept would be stored whole.
    return at > 0 ? redactedUntil(at, clear) : REDACTED;
  }

  private static UTF8String redactedUntil(int at, UTF8String clear) {
    int redacted = REDACTED.numBytes();
    var kept = clear.numBytes() - at;
    var text = new byte[redacted + kept];
    REDACTED.writeToMemory(text, Platform.BYTE_ARRAY_OFFSET);
    Platform.copyMemory(
        clear.getBaseObject(),
        clear.getBaseOffset() + at,
        text,
        Platform.BYTE_ARRAY_OFFSET + (long) redacted,
        kept);
    return UTF8String.fromBytes(text);
  }

  // Where the character before a place begins: bytes 10xxxxxx go on with one that has begun.
  private static int before(UTF8String text, int place) {
    int at = place - 1;
    while (at > 0 && (text.getByte(at) & 0xC0) == 0x80) {
      at--;
    }
    return Math.max(at, 0);
  }
}
