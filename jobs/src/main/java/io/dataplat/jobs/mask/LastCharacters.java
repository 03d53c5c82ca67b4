package io.dataplat.jobs.mask;

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
    return at > 0
        ? UTF8String.concat(REDACTED, clear.copyUTF8String(at, clear.numBytes() - 1))
        : REDACTED;
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
