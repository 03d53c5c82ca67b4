package io.dataplat.jobs.stream;

import java.io.IOException;
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
        write(number, text, false);
      }
      return true;
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void overwrite(long number, String text) {
    try {
      write(number, text, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(long number, String text, boolean overwrite) throws IOException {
    try (var out = files.create(path(number), overwrite)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
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
