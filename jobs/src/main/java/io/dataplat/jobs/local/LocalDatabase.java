package io.dataplat.jobs.local;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.TableName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Collection;

/**
 * A PostgreSQL beside this process, for the embedded databases of local runs. Its tables stay in
 * its folder, as those of embedded catalogs do.
 */
public final class LocalDatabase implements AutoCloseable {

  private static final String SERVER = "postgres";

  private final EmbeddedPostgres server;
  private final FileChannel lock;

  private LocalDatabase(EmbeddedPostgres server, FileChannel lock) {
    this.server = server;
    this.lock = lock;
  }

  /** Starts a server over a folder, which may be empty, and makes the databases that it lacks. */
  public static LocalDatabase start(Path folder, Collection<String> databases) {
    try {
      Files.createDirectories(folder);
      var lock = lock(folder);
      var data = folder.resolve("data");
      endAbandoned(data);
      var server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setServerConfig("max_connections", "100")
              .start();
      var database = new LocalDatabase(server, lock);
      databases.forEach(database::ensure);
      return database;
    } catch (IOException | IllegalStateException e) {
      throw new JobFailure(
          ExitCode.UNEXPECTED,
          "embedded-database-failed",
          "the PostgreSQL of embedded databases does not start over `%s`: %s".formatted(folder, e));
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
  private static void endAbandoned(Path data) throws IOException {
    var file = data.resolve("postmaster.pid");
    if (Files.exists(file)) {
      var process = Long.parseLong(Files.readAllLines(file).get(0).strip());
      ProcessHandle.of(process)
          .filter(LocalDatabase::isServer)
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

  private void ensure(String database) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var exists =
            connection.prepareStatement("SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?");
        var create = connection.createStatement()) {
      exists.setString(1, database);
      if (!exists.executeQuery().next()) {
        create.execute("CREATE DATABASE " + TableName.quote(database));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no database `" + database + "` can be made", e);
    }
  }

  /** The port of this machine at which it is. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try (lock) {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
