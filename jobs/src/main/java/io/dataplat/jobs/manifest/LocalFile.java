package io.dataplat.jobs.manifest;

import io.dataplat.jobplan.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file of this machine, under a lock that processes share. */
record LocalFile(Path file) implements ConditionalFile {

  // A lock of a file keeps other processes out, and throws at the threads of this one.
  private static final Object THREADS = new Object();

  @Override
  public Optional<Content> read() throws IOException {
    try {
      var text = Files.readString(file);
      return Optional.of(new Content(text, Sha256.hex(text.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean replace(Optional<Content> seen, String text) throws IOException {
    synchronized (THREADS) {
      Files.createDirectories(file.getParent());
      try (var channel =
              FileChannel.open(
                  beside("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        if (!held.isValid() || !ConditionalFile.areEqual(read(), seen)) {
          return false;
        }
        var next = beside("next");
        Files.writeString(
            next,
            text,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
      }
    }
  }

  private Path beside(String purpose) {
    return file.resolveSibling("." + file.getFileName() + "." + purpose);
  }
}
