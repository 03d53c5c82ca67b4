package io.dataplat.jobs.output;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows into a table of a MySQL, many with each statement. Its own way of loading files would
 * be faster, but servers have it switched off.
 */
final class MysqlInserts {

  private static final int MOST_ROWS = 500;
  private static final long MOST_BYTES = 1L << 20;
  private static final int BYTES_OF_VALUE = 72;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private final Connection connection;
  private final String beginning;
  private final String marks;
  private final long mostBytes;
  private final List<Row> waiting = new ArrayList<>();
  private long bytes;
  private long inserted;

  private MysqlInserts(Connection connection, String into, List<String> columns, long mostBytes) {
    this.connection = connection;
    this.beginning = "INSERT INTO %s (%s) VALUES ".formatted(into, String.join(", ", columns));
    this.marks = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    this.mostBytes = mostBytes;
  }

  static MysqlInserts into(Connection connection, String into, List<String> columns)
      throws SQLException {
    try (var statement = connection.createStatement();
        var packet = statement.executeQuery("SELECT @@max_allowed_packet")) {
      packet.next();
      return new MysqlInserts(
          connection, into, columns, Math.min(MOST_BYTES, packet.getLong(1) / 2));
    }
  }

  /** Inserts all rows, and tells how many the server took. */
  long load(Iterator<Row> rows) throws SQLException {
    while (rows.hasNext()) {
      var row = rows.next();
      var more = bytes(row);
      if (waiting.size() == MOST_ROWS || bytes + more > mostBytes) {
        insert();
      }
      waiting.add(row);
      bytes += more;
    }
    insert();
    return inserted;
  }

  // At most what a row takes in the statement, in which each character may need an escape.
  private static long bytes(Row row) {
    long bytes = 0;
    for (int i = 0; i < row.size(); i++) {
      var value = row.get(i);
      if (value instanceof String text) {
        bytes += 3L * text.length();
      } else if (value instanceof byte[] data) {
        bytes += 2L * data.length;
      }
      bytes += BYTES_OF_VALUE;
    }
    return bytes;
  }

  private void insert() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    var sql = beginning + String.join(", ", Collections.nCopies(waiting.size(), marks));
    try (var insert = connection.prepareStatement(sql)) {
      int place = 0;
      for (var row : waiting) {
        for (int i = 0; i < row.size(); i++) {
          bind(insert, ++place, row.get(i));
        }
      }
      inserted += insert.executeLargeUpdate();
    }
    waiting.clear();
    bytes = 0;
  }

  // Days and times are told as texts, which no zone of a driver moves.
  private static void bind(PreparedStatement insert, int place, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      insert.setNull(place, Types.NULL);
    } else if (value instanceof Instant time) {
      insert.setString(place, TIME.format(time.atOffset(ZoneOffset.UTC)));
    } else if (value instanceof LocalDateTime time) {
      insert.setString(place, TIME.format(time));
    } else if (value instanceof LocalDate day) {
      insert.setString(place, day.toString());
    } else if (value instanceof Float number) {
      // Its shortest text is that of another double.
      insert.setDouble(place, number);
    } else {
      insert.setObject(place, value);
    }
  }
}
