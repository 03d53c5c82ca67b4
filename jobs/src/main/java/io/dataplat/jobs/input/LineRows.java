package io.dataplat.jobs.input;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows of one split of a text file: one for each record that is not a blank line. */
abstract class LineRows implements SplitRows.Rows {

  /** Moves lines to the next record; false at the end. */
  @FunctionalInterface
  interface Cut {
    boolean next(LineReader lines) throws IOException;
  }

  private final FileSplit split;
  private final LineReader lines;
  private final Cut cut;
  private boolean hasNext;

  /**
   * Begins at the first record of a split.
   *
   * @param skipsFirst whether the first line is none of its records
   */
  LineRows(FileSplit split, LineReader lines, Cut cut, boolean skipsFirst) {
    this.split = split;
    this.lines = lines;
    this.cut = cut;
    if (skipsFirst) {
      readRecord();
    }
    advance();
  }

  /** The row of the record at which the lines stand. */
  abstract InternalRow row(LineReader lines);

  @Override
  public final boolean hasNext() {
    return hasNext;
  }

  @Override
  public final InternalRow next() {
    if (!hasNext) {
      throw new NoSuchElementException();
    }
    var row = row(lines);
    advance();
    return row;
  }

  private void advance() {
    do {
      hasNext = lines.position() < split.end() && readRecord();
    } while (hasNext && lines.from() == lines.to());
  }

  private boolean readRecord() {
    try {
      return cut.next(lines);
    } catch (IOException e) {
      throw UnreadableFile.at(split.file(), lines.end(), e);
    }
  }

  @Override
  public final void close() throws IOException {
    lines.close();
  }
}
