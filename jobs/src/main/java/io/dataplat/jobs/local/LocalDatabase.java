package io.dataplat.jobs.local;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.TableName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;

/**
 * A PostgreSQL beside this process, for the embedded databases of local runs. Its tables stay in
 * its folder, as those of embedded catalogs do.
 */
public final class LocalDatabase implements AutoCloseable {

  private static final String SERVER = "postgres";
  private static final String DATA = "data";

  private final EmbeddedPostgres server;
  private final ServerFolder folder;

  private LocalDatabase(EmbeddedPostgres server, ServerFolder folder) {
    this.server = server;
    this.folder = folder;
  }

  /** Starts a server over a folder, which may be empty, and makes the databases that it lacks. */
  public static LocalDatabase start(Path folder, Collection<String> databases) {
    try {
      var taken = ServerFolder.take(folder, DATA + "/postmaster.pid", SERVER);
      try {
        return started(folder.resolve(DATA), taken, databases);
      } catch (IOException | RuntimeException e) {
        taken.close();
        throw e;
      }
    } catch (IOException | IllegalStateException e) {
      throw new JobFailure(
          ExitCode.UNEXPECTED,
          "embedded-database-failed",
          "the PostgreSQL of embedded databases does not start over `%s`: %s".formatted(folder, e));
    }
  }

  private static LocalDatabase started(Path data, ServerFolder taken, Collection<String> databases)
      throws IOException {
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "100")
            .start();
    var database = new LocalDatabase(server, taken);
    try {
      databases.forEach(database::ensure);
      return database;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
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
    try (folder) {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
