package io.dataplat.jobs.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledgers of the outputs that are written into the tables of a schema, in a table beside them.
 *
 * @param table the table that the ledgers are about
 */
public record LedgerTable(Connection connection, DatabaseSystem system, TableName table) {

  private static final String NAME = "dataplat_batches";
  private static final String OF_POSTGRESQL =
      """
      (table_name text, output text,
        complete_through text NOT NULL DEFAULT '', ledger json,
        PRIMARY KEY (table_name, output))""";
  // Its own JSON writes a ledger in another way than it came.
  private static final String OF_MYSQL =
      """
      (table_name varchar(255) NOT NULL, output varchar(500) NOT NULL,
        complete_through varchar(64) NOT NULL DEFAULT '', ledger longtext,
        PRIMARY KEY (table_name, output))
      ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin""";

  private String sql() {
    return system.quote(table.beside(NAME));
  }

  /** Whether the schema has ledgers. */
  public boolean exists() throws SQLException {
    return system == DatabaseSystem.MYSQL
        ? MysqlCatalog.exists(connection, table.beside(NAME))
        : new TableCatalog(connection).find(table.beside(NAME)).isPresent();
  }

  /** Makes the table of ledgers, if it is not there. */
  public void create() throws SQLException {
    var columns = system == DatabaseSystem.MYSQL ? OF_MYSQL : OF_POSTGRESQL;
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS " + sql() + " " + columns);
    }
  }

  /** Forgets what was written into a table that is no longer there. */
  public void forget() throws SQLException {
    update("DELETE FROM " + sql() + " WHERE table_name = ?", table.text());
  }

  /** Makes the row of an output, which is locked later; nobody else makes one meanwhile. */
  public void add(String output) throws SQLException {
    if (!has(output)) {
      update("INSERT INTO " + sql() + " (table_name, output) VALUES (?, ?)", table.text(), output);
    }
  }

  // To insert it once more would wait for whoever has locked it.
  private boolean has(String output) throws SQLException {
    var sql = "SELECT 1 FROM " + sql() + " WHERE table_name = ? AND output = ?";
    try (var query = prepared(sql, table.text(), output);
        var found = query.executeQuery()) {
      return found.next();
    }
  }

  /** The ledger of an output; nothing before its first batch. */
  public Optional<String> find(String output) throws SQLException {
    return text(output, "");
  }

  /** The same; nobody else changes it before this transaction ends. */
  public Optional<String> lock(String output) throws SQLException {
    return text(output, " FOR UPDATE");
  }

  private Optional<String> text(String output, String lock) throws SQLException {
    var sql = "SELECT ledger FROM " + sql() + " WHERE table_name = ? AND output = ?" + lock;
    try (var query = prepared(sql, table.text(), output);
        var found = query.executeQuery()) {
      return found.next() ? Optional.ofNullable(found.getString(1)) : Optional.empty();
    }
  }

  /** Moves the ledger of an output, if it is still there. */
  public boolean set(String output, String completeThrough, String ledger) throws SQLException {
    var json = system == DatabaseSystem.MYSQL ? "?" : "?::json";
    var changed =
        update(
            "UPDATE "
                + sql()
                + " SET complete_through = ?, ledger = "
                + json
                + " WHERE table_name = ? AND output = ?",
            completeThrough,
            ledger,
            table.text(),
            output);
    return changed == 1;
  }

  /** The ends of the gapless chains of the table's outputs whose names begin so. */
  public List<String> frontiers(String beginning) throws SQLException {
    var sql =
        "SELECT complete_through FROM "
            + sql()
            + " WHERE table_name = ? AND left(output, ?) = ? AND ledger IS NOT NULL";
    var frontiers = new ArrayList<String>();
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, table.text());
      query.setInt(2, beginning.codePointCount(0, beginning.length()));
      query.setString(3, beginning);
      try (var found = query.executeQuery()) {
        while (found.next()) {
          frontiers.add(found.getString(1));
        }
      }
    }
    return frontiers;
  }

  private int update(String sql, String... values) throws SQLException {
    try (var statement = prepared(sql, values)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, String... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }
}
