package io.dataplat.jobs.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.util.ReflectionUtils;

/** How a text file is compressed, which the end of its name says. */
public enum Compression {
  GZIP(".gz"),
  BZIP2(".bz2"),
  DEFLATE(".deflate"),
  ZSTANDARD(".zst");

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** The compression of a file; none if it is plain text. */
  static Optional<Compression> of(SourceFile file) {
    return of(file.path());
  }

  private static Optional<Compression> of(String path) {
    return Arrays.stream(values()).filter(each -> path.endsWith(each.suffix)).findFirst();
  }

  // Hadoop's own codecs take what is no bzip2 for an empty text, and want a native Hadoop for
  // Zstandard.
  InputStream text(InputStream bytes, Configuration configuration) throws IOException {
    return switch (this) {
      case BZIP2 -> new BZip2CompressorInputStream(bytes, true);
      case ZSTANDARD -> new ZstdInputStreamNoFinalizer(bytes);
      case GZIP -> codec(GzipCodec.class, configuration).createInputStream(bytes);
      case DEFLATE -> codec(DefaultCodec.class, configuration).createInputStream(bytes);
    };
  }

  /** Writes a new text file, compressed as its name says. */
  public static OutputStream create(Path file) throws IOException {
    return create(file.toString(), Files.newOutputStream(file));
  }

  /** Writes into a stream, compressed as the name of its file says. */
  public static OutputStream create(String name, OutputStream bytes) throws IOException {
    var compression = of(name);
    return compression.isEmpty() ? bytes : compression.get().compressed(bytes);
  }

  private OutputStream compressed(OutputStream bytes) throws IOException {
    var configuration = new Configuration();
    return switch (this) {
      case BZIP2 -> new BZip2CompressorOutputStream(bytes);
      case ZSTANDARD -> new ZstdOutputStreamNoFinalizer(bytes);
      case GZIP -> codec(GzipCodec.class, configuration).createOutputStream(bytes);
      case DEFLATE -> codec(DefaultCodec.class, configuration).createOutputStream(bytes);
    };
  }

  private static CompressionCodec codec(
      Class<? extends CompressionCodec> type, Configuration configuration) {
    return ReflectionUtils.newInstance(type, configuration);
  }
}
