package io.dataplat.jobs.stream;

import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;

/** The numbered files of the leases of one task; a number is created once. */
record LeaseFiles(FileSystem files, Path folder) {

  private static final String PREFIX = "lease-";

  static LeaseFiles of(Checkpoint checkpoint) {
    // Checksums lie in a second file, which cannot change together with the first.
    var files =
        checkpoint.files() instanceof ChecksumFileSystem checked
            ? checked.getRawFileSystem()
            : checkpoint.files();
    return new LeaseFiles(files, checkpoint.shared());
  }

  /** The greatest number; zero before the first lease. */
  long newest() {
    return numbers().max().orElse(0);
  }

  private LongStream numbers() {
    try {
      return files.exists(folder)
          ? Stream.of(files.listStatus(folder)).mapToLong(LeaseFiles::number)
          : LongStream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(FileStatus file) {
    var name = file.getPath().getName();
    return name.matches(PREFIX + "[0-9]{1,18}")
        ? Long.parseLong(name.substring(PREFIX.length()))
        : 0;
  }

  /** Creates the file of a number, unless somebody else has. */
  boolean create(long number, String text) {
    try {
      files.mkdirs(folder);
      if ("file".equals(files.getUri().getScheme())) {
        // Hadoop looks and then creates, which two processes can do at once.
        var file = java.nio.file.Path.of(path(number).toUri().getPath());
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } else {
        writeNew(number, text);
      }
      return true;
    } catch (FileAlreadyExistsException
        | java.nio.file.FileAlreadyExistsException
        | RemoteFileChangedException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void overwrite(long number, String text) {
    try {
      write(files.create(path(number), true), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A bucket, too, is looked at first, unless the store is told to put only where nothing is.
  private void writeNew(long number, String text) throws IOException {
    var path = path(number);
    var file = files.createFile(path).overwrite(false);
    if (files.hasPathCapability(path, FS_OPTION_CREATE_CONDITIONAL_OVERWRITE)) {
      file.must(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    }
    write(file.build(), text);
  }

  private static void write(OutputStream file, String text) throws IOException {
    try (file) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  Optional<String> read(long number) {
    try {
      if (!files.exists(path(number))) {
        return Optional.empty();
      }
      try (var in = files.open(path(number))) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void removeBefore(long number) {
    numbers()
        .filter(each -> each > 0 && each < number)
        .forEach(
            each -> {
              try {
                files.delete(path(each), false);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Path path(long number) {
    return new Path(folder, PREFIX + number);
  }
}
