package io.dataplat.compiler.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Lets one process at a time write the output; the system frees it when the process dies. */
final class StagingLock {

  private StagingLock() {}

  /** Takes the lock and keeps its file open; nothing if another process has it. */
  static Optional<FileChannel> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean taken = false;
    try {
      taken = isTaken(channel, file);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(channel) : Optional.empty();
  }

  /** A lock on a file that its last owner has just deleted locks nothing. */
  private static boolean isTaken(FileChannel channel, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return false;
      }
      String mark = Long.toString(ProcessHandle.current().pid());
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8)), 0);
      return Files.readString(file).equals(mark);
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      return false;
    }
  }
}
