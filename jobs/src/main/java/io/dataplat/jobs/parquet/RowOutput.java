package io.dataplat.jobs.parquet;

import java.io.IOException;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.iceberg.shaded.org.apache.parquet.io.OutputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.PositionOutputStream;

/** A file of Iceberg's as Parquet wants to see one. */
record RowOutput(org.apache.iceberg.io.OutputFile file, Mode mode) implements OutputFile {

  @Override
  public PositionOutputStream create(long blockSize) {
    return new Stream(file.create());
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) {
    return new Stream(file.createOrOverwrite());
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return file.location();
  }

  private static final class Stream extends PositionOutputStream {

    private final org.apache.iceberg.io.PositionOutputStream to;

    Stream(org.apache.iceberg.io.PositionOutputStream to) {
      this.to = to;
    }

    @Override
    public long getPos() throws IOException {
      return to.getPos();
    }

    @Override
    public void write(int value) throws IOException {
      to.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      to.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }
}
