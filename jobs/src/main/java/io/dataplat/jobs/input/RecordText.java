package io.dataplat.jobs.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The text of records in the encoding of their file; nothing is replaced. */
final class RecordText {

  private final CharsetDecoder decoder;
  private CharBuffer characters = CharBuffer.allocate(1 << 12);

  RecordText(String encoding) {
    this.decoder =
        Charset.forName(encoding)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The text; null if the bytes are none. */
  @Nullable String of(byte[] bytes, int from, int to) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Whether the bytes are text. */
  boolean isText(byte[] bytes, int from, int to) {
    if (characters.capacity() < to - from) {
      characters = CharBuffer.allocate(to - from);
    }
    var end =
        decoder.reset().decode(ByteBuffer.wrap(bytes, from, to - from), characters.clear(), true);
    return end.isUnderflow();
  }

  /** The text, or the bytes in another form if they are none. */
  String lossless(byte[] bytes, int from, int to) {
    var text = of(bytes, from, to);
    return text != null
        ? text
        : "base64:"
            + StandardCharsets.ISO_8859_1.decode(
                Base64.getEncoder().encode(ByteBuffer.wrap(bytes, from, to - from)));
  }
}
