package io.dataplat.jobs.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens the text files of a run as they were pinned. */
final class TextFiles {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private TextFiles() {}

  /** The lines that a split begins with; beyond the start of a file, from the byte before it. */
  static LineReader open(FileSplit split, Configuration configuration) {
    try {
      return open(split.file(), split.start(), configuration);
    } catch (IOException e) {
      throw UnreadableFile.at(split.file(), split.start(), e);
    }
  }

  private static LineReader open(SourceFile file, long start, Configuration configuration)
      throws IOException {
    var stream = file.unchanged(configuration).open(new Path(file.uri()));
    if (start > 0) {
      stream.seek(start - 1);
      return new LineReader(stream, start - 1);
    }
    var compression = Compression.of(file);
    return afterByteOrderMark(
        compression.isEmpty() ? stream : compression.get().text(stream, configuration));
  }

  /**
   * The parts of a file that tasks read side by side.
   *
   * @param isCut whether its records can be found from anywhere in it
   */
  static List<FileSplit> splits(SourceFile file, boolean isCut, long size) {
    if (file.length() == 0) {
      return List.of();
    }
    return isCut && Compression.of(file).isEmpty()
        ? FileSplit.of(file, size)
        : List.of(FileSplit.whole(file));
  }

  private static LineReader afterByteOrderMark(InputStream stream) throws IOException {
    var pushback = new PushbackInputStream(stream, BYTE_ORDER_MARK.length);
    var first = pushback.readNBytes(BYTE_ORDER_MARK.length);
    if (ByteBuffer.wrap(first).equals(ByteBuffer.wrap(BYTE_ORDER_MARK))) {
      return new LineReader(pushback, BYTE_ORDER_MARK.length);
    }
    pushback.unread(first);
    return new LineReader(pushback, 0);
  }
}
