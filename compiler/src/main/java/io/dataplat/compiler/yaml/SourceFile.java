package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file of the repository: its path from the root with {@code /}, and its text as it stands there.
 */
public record SourceFile(String path, String text) {

  private static final String SAVE_AS_UTF_8 = "save the file as UTF-8 without a byte order mark";

  /** Decodes a file; what is not UTF-8, or begins with a byte order mark, is a finding. */
  public static Optional<SourceFile> decode(String path, byte[] bytes, Diagnostics diagnostics) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(input, text, true);
    text.flip();
    if (result.isError()) {
      reportBytes(path, text.toString(), bytes[input.position()] & 0xff, diagnostics);
      return Optional.empty();
    }
    if (text.length() > 0 && text.charAt(0) == '\ufeff') {
      diagnostics
          .reporter(Rules.BAD_ENCODING)
          .at(SourceSpan.ofFile(path), "the file begins with a byte order mark", SAVE_AS_UTF_8);
      return Optional.empty();
    }
    return Optional.of(new SourceFile(path, text.toString()));
  }

  private static void reportBytes(String path, String before, int wrong, Diagnostics diagnostics) {
    int lineStart = before.lastIndexOf('\n') + 1;
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = 1 + before.codePointCount(lineStart, before.length());
    diagnostics
        .reporter(Rules.BAD_ENCODING)
        .at(
            new SourceSpan(path, line, column, line, column + 1),
            "the byte 0x" + Integer.toHexString(wrong) + " is not UTF-8",
            SAVE_AS_UTF_8);
  }
}
