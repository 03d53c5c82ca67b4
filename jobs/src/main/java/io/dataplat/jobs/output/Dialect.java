package io.dataplat.jobs.output;

import io.dataplat.jobs.database.DatabaseSystem;
import io.dataplat.jobs.database.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Where one system differs from another in how its tables are made and written. */
interface Dialect {

  /** The dialect of a system. */
  static Dialect of(DatabaseSystem system) {
    return system == DatabaseSystem.MYSQL ? new MysqlDialect() : new PostgresqlDialect();
  }

  /** The system that speaks it. */
  DatabaseSystem system();

  /** One name, quoted. */
  default String quote(String name) {
    return system().quote(name);
  }

  /** The name of a table, quoted. */
  default String quote(TableName table) {
    return system().quote(table);
  }

  /** What a connection is told before it writes. */
  String settings();

  /** Waits until no other run makes tables, and keeps them from it. */
  void lockMaking(Connection connection) throws SQLException;

  /** Whether the schema of a table is there, as far as the user may know. */
  boolean hasSchema(Connection connection, TableName table) throws SQLException;

  /** The columns of a table by their names, with the types that this dialect gives them. */
  Map<String, FoundColumn> columns(Connection connection, TableName table) throws SQLException;

  /** Why nothing can be written into a table that is there. */
  default Optional<String> refusal(Connection connection, TableName table) throws SQLException {
    return Optional.empty();
  }

  /** Why nothing can be written into a column that is there. */
  default Optional<String> refusal(FoundColumn column, boolean isKey) {
    return Optional.empty();
  }

  /** The type of a column. */
  String type(DataType type, boolean isKey);

  /** What stands behind the name of a column that is made. */
  default String definition(DataType type, boolean isKey, boolean isNullable) {
    return type(type, isKey) + (isNullable ? " NULL" : " NOT NULL");
  }

  /** What stands behind the columns of a table that is made. */
  String options(Connection connection) throws SQLException;

  /** Adds an index to a table. */
  String index(TableName table, String column);

  /** A temporary table for the rows that are merged into another. */
  TableName staged(TableName table);

  /** What stands behind the columns of the temporary table. */
  String stagedOptions(Connection connection) throws SQLException;

  /** Puts rows into a table, and tells how many it took. */
  long load(Connection connection, String into, List<String> columns, Iterator<Row> rows)
      throws SQLException;

  /** What the temporary table needs before it is joined, if anything. */
  Optional<String> prepared(String staged);

  /** A text as its bytes are compared. */
  String bytes(String text);

  /** Whether two values are equal or both null. */
  String isSame(String one, String other);

  /** Lets a query see, and keep as they are, the rows that the next statements change. */
  String forUpdate();

  /** Sets columns of the rows {@code t} to those of the rows {@code s}. */
  String update(MergedTables merged, List<String> columns, String condition);
}
