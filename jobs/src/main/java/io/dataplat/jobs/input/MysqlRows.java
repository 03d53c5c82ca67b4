package io.dataplat.jobs.input;

import io.dataplat.jobs.database.DatabaseFailure;
import io.dataplat.jobs.session.AsciiText;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows that a connection of its own reads in one state of a table; a row is good or corrupt as
 * a whole. Each row is the same object with other values.
 */
final class MysqlRows implements Iterator<InternalRow>, Closeable {

  private static final int CORRUPT = 0;
  private static final int FILE = 1;
  private static final int OFFSET = 2;
  private static final int RAW = 3;
  private static final int ROWS_AT_ONCE = 1000;

  private final MysqlSpec spec;
  private final Connection connection;
  private final ResultSet found;
  private final UTF8String place;
  private final int width;
  private final UnsafeRowWriter row;
  private final FieldForms.ByteForm[] forms;
  private boolean hasNext;
  private long number;

  private MysqlRows(MysqlSpec spec, MysqlPart part, Connection connection, ResultSet found) {
    this.spec = spec;
    this.connection = connection;
    this.found = found;
    this.place = UTF8String.fromString(part.place());
    this.width = spec.types().size();
    this.row = new UnsafeRowWriter(width + 4);
    var all = new FieldForms(CsvFormat.of(Map.of()), ZoneOffset.UTC);
    this.forms =
        spec.types().stream().map(type -> form(all, type)).toArray(FieldForms.ByteForm[]::new);
  }

  private static FieldForms.ByteForm form(FieldForms all, DataType type) {
    if (type instanceof BooleanType) {
      return MysqlRows::bool;
    }
    if (type instanceof StringType) {
      return MysqlRows::text;
    }
    if (type instanceof BinaryType) {
      return MysqlRows::bytes;
    }
    var form = all.ofBytes(type);
    return type instanceof DecimalType
        ? (bytes, from, to, row, column) ->
            form.write(bytes, from, exact(bytes, from, to), row, column)
        : form;
  }

  // All digits of the column's scale come, of which the last may be nothing but zeros.
  private static int exact(byte[] bytes, int from, int to) {
    int point = from;
    while (point < to && bytes[point] != '.') {
      point++;
    }
    int end = to;
    while (end > point + 1 && bytes[end - 1] == '0') {
      end--;
    }
    return end == point + 1 ? point : end;
  }

  private static boolean bool(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    var isDigit = to - from == 1 && (bytes[from] == '0' || bytes[from] == '1');
    row.write(column, isDigit && bytes[from] == '1');
    return isDigit;
  }

  private static boolean text(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    row.write(column, bytes, from, to - from);
    return AsciiText.isUtf8(bytes, from, to - from);
  }

  private static boolean bytes(byte[] bytes, int from, int to, UnsafeRowWriter row, int column) {
    row.write(column, bytes, from, to - from);
    return true;
  }

  /** Begins to read the rows of a part. */
  static MysqlRows open(MysqlSpec spec, MysqlPart part) {
    try {
      return open(spec, part, spec.database().open());
    } catch (SQLException e) {
      throw DatabaseFailure.of(spec.database(), spec.table(), e);
    }
  }

  private static MysqlRows open(MysqlSpec spec, MysqlPart part, Connection connection)
      throws SQLException {
    var isOpen = false;
    try {
      var statement = connection.createStatement();
      statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      // Else the driver keeps all rows of the answer.
      statement.setFetchSize(ROWS_AT_ONCE);
      var rows = new MysqlRows(spec, part, connection, statement.executeQuery(part.query()));
      rows.advance();
      isOpen = true;
      return rows;
    } finally {
      if (!isOpen) {
        connection.close();
      }
    }
  }

  private void advance() throws SQLException {
    hasNext = found.next();
    number++;
  }

  @Override
  public boolean hasNext() {
    return hasNext;
  }

  @Override
  public InternalRow next() {
    if (!hasNext) {
      throw new NoSuchElementException();
    }
    try {
      write();
      advance();
    } catch (SQLException e) {
      throw DatabaseFailure.of(spec.database(), spec.table(), e);
    }
    return row.getRow();
  }

  private void write() throws SQLException {
    row.reset();
    row.zeroOutNullBytes();
    var corrupt = -1;
    for (int i = 0; i < width; i++) {
      var bytes = found.getBytes(i + 1);
      if (bytes == null) {
        row.setNullAt(i);
      } else if (corrupt < 0 && !forms[i].write(bytes, 0, bytes.length, row, i)) {
        corrupt = i;
      }
    }
    writeCorrupt(corrupt);
    row.write(width + FILE, place);
    row.write(width + OFFSET, number);
    row.setNullAt(width + RAW);
  }

  private void writeCorrupt(int column) {
    if (column < 0) {
      row.setNullAt(width + CORRUPT);
      return;
    }
    row.reset();
    for (int i = 0; i < width; i++) {
      row.setNullAt(i);
    }
    row.write(
        width + CORRUPT,
        UTF8String.fromBytes(spec.names().get(column).getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    try {
      // A driver that closes an answer reads it to its end first.
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // What was read from it is read.
    }
  }
}
