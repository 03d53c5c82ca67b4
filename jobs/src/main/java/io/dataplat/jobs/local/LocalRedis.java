package io.dataplat.jobs.local;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import redis.embedded.RedisServer;

/**
 * A Redis beside this process, for the embedded key-value stores of local runs. Its hashes stay in
 * its folder, as the tables of embedded catalogs do.
 */
public final class LocalRedis implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String SERVER = "redis-server";
  private static final String PROCESS_FILE = "redis.pid";

  private final RedisServer server;
  private final FileChannel lock;

  private LocalRedis(RedisServer server, FileChannel lock) {
    this.server = server;
    this.lock = lock;
  }

  /** Starts a server over a folder, which may be empty. */
  public static LocalRedis start(Path folder) {
    try {
      Files.createDirectories(folder);
      var lock = lock(folder);
      try {
        endAbandoned(folder.resolve(PROCESS_FILE));
        var server = server(folder);
        server.start();
        return new LocalRedis(server, lock);
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JobFailure(
          ExitCode.UNEXPECTED,
          "embedded-key-value-failed",
          "the Redis of embedded key-value stores does not start over `%s`: %s"
              .formatted(folder, e.getMessage()));
    }
  }

  private static RedisServer server(Path folder) throws IOException {
    return RedisServer.newRedisServer()
        .port(freePort())
        .bind(HOST)
        .setting("dir " + quoted(folder))
        .setting("pidfile " + quoted(folder.resolve(PROCESS_FILE)))
        .setting("appendonly yes")
        .setting("save \"\"")
        .build();
  }

  private static String quoted(Path path) {
    var text = path.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return "\"" + text + "\"";
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
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
  private static void endAbandoned(Path processFile) throws IOException {
    if (Files.exists(processFile)) {
      var process = Long.parseLong(Files.readString(processFile).strip());
      ProcessHandle.of(process)
          .filter(LocalRedis::isServer)
          .ifPresent(
              server -> {
                server.destroy();
                server.onExit().join();
              });
    }
  }

  private static boolean isServer(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().startsWith(SERVER))
        .orElse(false);
  }

  /** The port of this machine at which it is. */
  public int port() {
    return server.ports().get(0);
  }

  @Override
  public void close() {
    try (lock) {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
