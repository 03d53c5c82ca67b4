package io.dataplat.jobs.local;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
  private final ServerFolder folder;

  private LocalRedis(RedisServer server, ServerFolder folder) {
    this.server = server;
    this.folder = folder;
  }

  /** Starts a server over a folder, which may be empty. */
  public static LocalRedis start(Path folder) {
    try {
      var taken = ServerFolder.take(folder, PROCESS_FILE, SERVER);
      try {
        var server = server(folder);
        server.start();
        return new LocalRedis(server, taken);
      } catch (IOException | RuntimeException e) {
        taken.close();
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

  /** The port of this machine at which it is. */
  public int port() {
    return server.ports().get(0);
  }

  @Override
  public void close() {
    try (folder) {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
