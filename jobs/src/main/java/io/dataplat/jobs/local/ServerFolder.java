package io.dataplat.jobs.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of a server beside this process, which one run at a time has. */
final class ServerFolder implements AutoCloseable {

  private final FileChannel lock;

  private ServerFolder(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Takes a folder, which may be new, and ends the server that a killed run has left over it: the
   * program of a name, whose process is in the first line of a file.
   */
  static ServerFolder take(Path folder, String processFile, String program) throws IOException {
    Files.createDirectories(folder);
    var taken = new ServerFolder(lock(folder));
    try {
      endAbandoned(folder.resolve(processFile), program);
      return taken;
    } catch (IOException | RuntimeException e) {
      taken.close();
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    var file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() != null) {
        return file;
      }
    } catch (OverlappingFileLockException e) {
      // Another run of this process has it.
    }
    file.close();
    throw new IOException("another run uses it");
  }

  // The run that held the lock was killed, and its server goes on.
  private static void endAbandoned(Path processFile, String program) throws IOException {
    if (Files.exists(processFile)) {
      var process = Long.parseLong(Files.readAllLines(processFile).get(0).strip());
      ProcessHandle.of(process)
          .filter(each -> runs(each, program))
          .ifPresent(
              server -> {
                server.destroy();
                server.onExit().join();
              });
    }
  }

  private static boolean runs(ProcessHandle process, String program) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().startsWith(program))
        .orElse(false);
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
