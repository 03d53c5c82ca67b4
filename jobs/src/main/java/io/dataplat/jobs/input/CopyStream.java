package io.dataplat.jobs.input;

import io.dataplat.jobs.database.DatabaseFailure;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * What a connection of its own copies out of a state of the database, record by record.
 *
 * <p>The server sends each record in a message; before the first one stands a header.
 */
final class CopyStream implements Closeable {

  private static final int SIGNATURE = 11;
  private static final int HEADER = SIGNATURE + 2 * Integer.BYTES;

  private final CopySpec spec;
  private final Connection connection;
  private final CopyOut copy;
  private ByteBuffer message = ByteBuffer.allocate(0);
  private boolean hasHeader;

  private CopyStream(CopySpec spec, Connection connection, CopyOut copy) {
    this.spec = spec;
    this.connection = connection;
    this.copy = copy;
  }

  /** Begins to copy the rows of a query. */
  static CopyStream open(CopySpec spec, String query) {
    try {
      return open(spec, query, spec.database().open());
    } catch (SQLException e) {
      throw DatabaseFailure.of(spec.database(), spec.table(), e);
    }
  }

  private static CopyStream open(CopySpec spec, String query, Connection connection)
      throws SQLException {
    var isOpen = false;
    try (var statement = connection.createStatement()) {
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      statement.execute("SET TRANSACTION SNAPSHOT '" + spec.snapshot().replace("'", "''") + "'");
      var copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
      isOpen = true;
      return new CopyStream(spec, connection, copy);
    } finally {
      if (!isOpen) {
        connection.close();
      }
    }
  }

  /** The next record, from its first field on; null behind the last. */
  @Nullable ByteBuffer next() {
    try {
      while (!message.hasRemaining()) {
        var bytes = copy.readFromCopy();
        if (bytes == null) {
          return null;
        }
        message = ByteBuffer.wrap(bytes);
        if (!hasHeader) {
          skipHeader();
        }
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(spec.database(), spec.table(), e);
    }
    // A count of fields; in the last message a negative one, and nothing behind it.
    return message.getShort() < 0 ? next() : message;
  }

  private void skipHeader() {
    message.position(HEADER + message.getInt(SIGNATURE + Integer.BYTES));
    hasHeader = true;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What was read from it is read.
    }
  }
}
