package io.dataplat.jobs.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of one split; a record is good or corrupt as a whole. Each row is the same object with
 * other values.
 */
final class CsvRows implements Iterator<InternalRow>, Closeable {

  private static final int CORRUPT = 0;
  private static final int FILE = 1;
  private static final int OFFSET = 2;
  private static final int RAW = 3;

  private final CsvSpec spec;
  private final CsvSplit split;
  private final LineReader lines;
  private final RecordText texts;
  private final RecordForm form;
  private final UTF8String file;
  private final int width;
  private final UnsafeRowWriter row;
  private boolean hasNext;

  CsvRows(CsvSpec spec, CsvSplit split, LineReader lines) {
    this(
        spec,
        split,
        lines,
        ByteFields.fit(spec.format())
            ? new ByteRecordForm(spec, split)
            : new TextRecordForm(spec, split));
  }

  CsvRows(CsvSpec spec, CsvSplit split, LineReader lines, RecordForm form) {
    this.spec = spec;
    this.split = split;
    this.lines = lines;
    this.form = form;
    this.texts = new RecordText(spec.format().encoding());
    this.file = UTF8String.fromString(split.file().path());
    this.width = spec.types().size();
    this.row = new UnsafeRowWriter(width + 4);
    if (split.start() > 0 || spec.format().header()) {
      readLine();
    }
    advance();
  }

  @Override
  public boolean hasNext() {
    return hasNext;
  }

  @Override
  public InternalRow next() {
    if (!hasNext) {
      throw new NoSuchElementException();
    }
    write();
    advance();
    return row.getRow();
  }

  private void advance() {
    do {
      hasNext = lines.position() < split.end() && readLine();
    } while (hasNext && lines.from() == lines.to());
  }

  private boolean readLine() {
    try {
      return lines.next();
    } catch (IOException e) {
      throw UnreadableFile.at(split.file(), lines.end(), split.isCompressed(), e);
    }
  }

  private void write() {
    row.reset();
    row.zeroOutNullBytes();
    var corrupt = form.write(lines.bytes(), lines.from(), lines.to(), row);
    if (corrupt == null) {
      row.setNullAt(width + CORRUPT);
      row.setNullAt(width + RAW);
    } else {
      writeCorrupt(corrupt);
    }
    row.write(width + FILE, file);
    row.write(width + OFFSET, lines.lineStart());
  }

  private void writeCorrupt(String reason) {
    row.reset();
    for (int i = 0; i < width; i++) {
      row.setNullAt(i);
    }
    row.write(width + CORRUPT, UTF8String.fromString(reason));
    if (spec.keepRaw()) {
      var raw = texts.lossless(lines.bytes(), lines.from(), lines.to());
      row.write(width + RAW, UTF8String.fromString(raw));
    } else {
      row.setNullAt(width + RAW);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
