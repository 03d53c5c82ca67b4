package io.dataplat.jobs.output;

import io.dataplat.jobs.database.DatabaseSystem;
import io.dataplat.jobs.database.MysqlTypes;
import io.dataplat.jobs.database.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * How a MySQL or MariaDB makes and writes tables. Whatever makes a table ends the transaction
 * there, unless the table is a temporary one.
 */
final class MysqlDialect implements Dialect {

  // A value that does not fit is an error and not another value; the lock on a ledger is waited for
  // as long as elsewhere; other outputs may be staged for long before this one is published.
  private static final String SETTINGS =
      """
      SET sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', sql_safe_updates = 0,
        innodb_lock_wait_timeout = 600, lock_wait_timeout = 600, wait_timeout = 2147483
        /*M!100300 , idle_transaction_timeout = 0, idle_write_transaction_timeout = 0 */""";
  // A time without a default may be set by the server with each change.
  private static final String NO_OWN_TIME = " DEFAULT '1970-01-01 00:00:01'";

  @Override
  public DatabaseSystem system() {
    return DatabaseSystem.MYSQL;
  }

  @Override
  public String settings() {
    return SETTINGS;
  }

  @Override
  public void lockMaking(Connection connection) throws SQLException {
    MysqlTables.lockMaking(connection);
  }

  @Override
  public boolean hasSchema(Connection connection, TableName table) throws SQLException {
    return MysqlTables.hasSchema(connection, table);
  }

  @Override
  public Map<String, FoundColumn> columns(Connection connection, TableName table)
      throws SQLException {
    return MysqlTables.columns(connection, table);
  }

  @Override
  public Optional<String> refusal(Connection connection, TableName table) throws SQLException {
    return MysqlTables.engine(connection, table)
        .filter(engine -> !engine.equalsIgnoreCase("InnoDB"))
        .map(engine -> "`" + engine + "` keeps it there, and only InnoDB has transactions");
  }

  @Override
  public Optional<String> refusal(FoundColumn column, boolean isKey) {
    var collation = column.collation().orElse("");
    if (!collation.isEmpty() && !collation.startsWith("utf8mb4")) {
      return Optional.of("has the collation `" + collation + "` there, which lacks characters");
    }
    return Optional.of(collation)
        .filter(each -> isKey && !each.isEmpty() && !MysqlTables.isExact(each))
        .map(each -> "has the collation `" + each + "` there, to which different keys are equal");
  }

  @Override
  public String type(DataType type, boolean isKey) {
    return MysqlTypes.name(type, isKey);
  }

  @Override
  public String definition(DataType type, boolean isKey, boolean isNullable) {
    var isInstant = type.equals(DataTypes.TimestampType);
    return type(type, isKey)
        + (isNullable ? " NULL" : " NOT NULL" + (isInstant ? NO_OWN_TIME : ""));
  }

  @Override
  public String options(Connection connection) throws SQLException {
    return " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE "
        + MysqlTables.exactCollation(connection);
  }

  @Override
  public String index(TableName table, String column) {
    return "ALTER TABLE %s ADD INDEX (%s)".formatted(quote(table), quote(column));
  }

  @Override
  public TableName staged(TableName table) {
    return table.beside("dataplat_staged");
  }

  @Override
  public String stagedOptions(Connection connection) throws SQLException {
    return options(connection);
  }

  @Override
  public long load(Connection connection, String into, List<String> columns, Iterator<Row> rows)
      throws SQLException {
    return MysqlInserts.into(connection, into, columns).load(rows);
  }

  // To count its values would end the transaction.
  @Override
  public Optional<String> prepared(String staged) {
    return Optional.empty();
  }

  @Override
  public String bytes(String text) {
    return "CAST(" + text + " AS BINARY)";
  }

  @Override
  public String isSame(String one, String other) {
    return one + " <=> " + other;
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  @Override
  public String update(MergedTables merged, List<String> columns, String condition) {
    var values =
        columns.stream()
            .map(column -> "t." + column + " = s." + column)
            .collect(Collectors.joining(", "));
    return "UPDATE %s t JOIN %s s ON %s SET %s WHERE %s"
        .formatted(merged.table(), merged.staged(), merged.onKeys(), values, condition);
  }
}
