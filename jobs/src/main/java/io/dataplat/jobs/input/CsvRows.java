package io.dataplat.jobs.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** The rows of one split; a record is good or corrupt as a whole. */
final class CsvRows implements Iterator<InternalRow>, Closeable {

  private static final int CORRUPT = 0;
  private static final int FILE = 1;
  private static final int OFFSET = 2;
  private static final int RAW = 3;

  private final CsvSpec spec;
  private final CsvSplit split;
  private final LineReader lines;
  private final CharsetDecoder decoder;
  private final boolean isUtf8;
  private final List<TextForms.TextForm> forms;
  private final List<Function1<Object, Object>> converters;
  private final UTF8String file;
  private byte @Nullable [] line;

  CsvRows(CsvSpec spec, CsvSplit split, LineReader lines) {
    this.spec = spec;
    this.split = split;
    this.lines = lines;
    this.decoder = decoder(spec.format().encoding());
    this.isUtf8 = decoder.charset().equals(StandardCharsets.UTF_8);
    var texts = new TextForms(spec.format(), ZoneId.of(spec.zone()));
    this.forms = spec.types().stream().map(texts::of).toList();
    this.converters =
        spec.types().stream().map(CatalystTypeConverters::createToCatalystConverter).toList();
    this.file = UTF8String.fromString(split.file().path());
    if (split.start() > 0 || spec.format().header()) {
      readLine();
    }
    advance();
  }

  static CharsetDecoder decoder(String encoding) {
    return Charset.forName(encoding)
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public boolean hasNext() {
    return line != null;
  }

  @Override
  public InternalRow next() {
    var bytes = line;
    if (bytes == null) {
      throw new NoSuchElementException();
    }
    var row = row(bytes, lines.lineStart());
    advance();
    return row;
  }

  private void advance() {
    do {
      line = lines.position() < split.end() ? readLine() : null;
    } while (line != null && line.length == 0);
  }

  private byte @Nullable [] readLine() {
    try {
      return lines.next();
    } catch (IOException e) {
      throw UnreadableFile.at(split.file(), lines.position(), split.isCompressed(), e);
    }
  }

  private InternalRow row(byte[] bytes, long offset) {
    var width = spec.types().size();
    @Nullable Object[] values = new @Nullable Object[width + 4];
    var text = decode(bytes);
    var corrupt = text == null ? "encoding" : fill(text, values);
    if (corrupt != null) {
      Arrays.fill(values, null);
      values[width + CORRUPT] = UTF8String.fromString(corrupt);
      values[width + RAW] = spec.keepRaw() ? UTF8String.fromString(lossless(bytes, text)) : null;
    }
    values[width + FILE] = file;
    values[width + OFFSET] = offset;
    return new GenericInternalRow(values);
  }

  private @Nullable String fill(String text, @Nullable Object[] values) {
    var fields = CsvFields.parse(spec.format(), text);
    if (fields.isEmpty()) {
      return "quotes";
    }
    if (fields.get().size() != split.width()) {
      return "fields";
    }
    for (int i = 0; i < forms.size(); i++) {
      var field = fields.get().get(split.positions().get(i));
      if (!field.quoted() && field.text().equals(spec.format().nullValue())) {
        continue;
      }
      var value = forms.get(i).parse(field.text());
      if (value == null) {
        return spec.names().get(i);
      }
      values[i] = converters.get(i).apply(value);
    }
    return null;
  }

  private @Nullable String decode(byte[] bytes) {
    if (isUtf8 && isAscii(bytes)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isAscii(byte[] bytes) {
    int bits = 0;
    for (byte each : bytes) {
      bits |= each;
    }
    return bits >= 0;
  }

  private static String lossless(byte[] bytes, @Nullable String text) {
    return text != null ? text : "base64:" + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
