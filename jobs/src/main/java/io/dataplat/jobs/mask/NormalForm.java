package io.dataplat.jobs.mask;

import io.dataplat.jobs.session.AsciiText;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.apache.spark.unsafe.types.UTF8String;

/** The bytes that stand for a text, however its characters were composed. */
final class NormalForm {

  private NormalForm() {}

  /** The bytes; they may be those of the text itself, which nobody may change. */
  static byte[] of(UTF8String text) {
    var bytes = text.getBytes();
    // The normal form of ASCII is itself.
    return AsciiText.isAscii(text)
        ? bytes
        : Normalizer.normalize(text.toString(), Normalizer.Form.NFC)
            .getBytes(StandardCharsets.UTF_8);
  }
}
