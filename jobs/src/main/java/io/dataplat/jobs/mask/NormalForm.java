package io.dataplat.jobs.mask;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The bytes that stand for a text, however its characters were composed. */
final class NormalForm {

  private NormalForm() {}

  static byte[] of(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    // Only ASCII has a byte for each character, and its normal form is itself.
    return bytes.length == text.length()
        ? bytes
        : Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }
}
