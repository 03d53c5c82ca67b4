package io.dataplat.jobs.input;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of one split of a text file; a record is good or corrupt as a whole. Each row is the
 * same object with other values.
 */
class TextRows extends LineRows {

  private static final int CORRUPT = 0;
  private static final int FILE = 1;
  private static final int OFFSET = 2;
  private static final int RAW = 3;

  private final RecordSpec<?> spec;
  private final RecordText texts;
  private final RecordForm form;
  private final UTF8String file;
  private final int width;
  private final UnsafeRowWriter row;

  TextRows(RecordSpec<?> spec, FileSplit split, LineReader lines, Cut cut, RecordForm form) {
    super(split, lines, cut, split.start() > 0 || spec.format().header());
    this.spec = spec;
    this.form = form;
    this.texts = new RecordText(spec.format().encoding());
    this.file = UTF8String.fromString(split.file().path());
    this.width = spec.types().size();
    this.row = new UnsafeRowWriter(width + 4);
  }

  @Override
  final InternalRow row(LineReader lines) {
    row.reset();
    row.zeroOutNullBytes();
    var corrupt = form.write(lines.bytes(), lines.from(), lines.to(), row);
    if (corrupt == null) {
      row.setNullAt(width + CORRUPT);
      row.setNullAt(width + RAW);
    } else {
      writeCorrupt(corrupt, lines);
    }
    row.write(width + FILE, file);
    row.write(width + OFFSET, lines.lineStart());
    return row.getRow();
  }

  private void writeCorrupt(String reason, LineReader lines) {
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
}
