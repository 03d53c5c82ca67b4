package io.dataplat.jobs.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opens the files of a run as they were pinned. */
final class CsvFiles {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private CsvFiles() {}

  /** Lines from an offset on; beyond the start, from the byte before it. */
  static LineReader open(SourceFile file, long start, Configuration configuration)
      throws IOException {
    var path = new Path(file.uri());
    var system = path.getFileSystem(configuration);
    checkUnchanged(file, path, system);
    var stream = system.open(path);
    if (start > 0) {
      stream.seek(start - 1);
      return new LineReader(stream, start - 1);
    }
    var codec = new CompressionCodecFactory(configuration).getCodec(path);
    return afterByteOrderMark(codec == null ? stream : codec.createInputStream(stream));
  }

  private static void checkUnchanged(SourceFile file, Path path, FileSystem system)
      throws IOException {
    try {
      if (file.isStill(system.getFileStatus(path))) {
        return;
      }
    } catch (FileNotFoundException e) {
      // Another one, or none, is the same to this run.
    }
    throw UnreadableFile.changed(file);
  }

  static boolean isCompressed(SourceFile file, Configuration configuration) {
    return new CompressionCodecFactory(configuration).getCodec(new Path(file.uri())) != null;
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
