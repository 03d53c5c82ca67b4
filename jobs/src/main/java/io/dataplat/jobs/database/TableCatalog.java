package io.dataplat.jobs.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a database knows of its tables. */
final class TableCatalog {

  // A domain is read as the type below it; every other name may stand for any type.
  private static final String COLUMNS =
      """
      WITH RECURSIVE columns AS (
        SELECT attnum, attname, atttypid AS type
        FROM pg_catalog.pg_attribute
        WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
        UNION ALL
        SELECT attnum, attname, typbasetype
        FROM columns JOIN pg_catalog.pg_type ON oid = type
        WHERE typtype = 'd')
      SELECT attname, typname, typtype::text, typcategory::text,
        typnamespace = 'pg_catalog'::regnamespace
      FROM columns JOIN pg_catalog.pg_type ON oid = type
      WHERE typtype <> 'd'
      ORDER BY attnum
      """;
  private static final String LARGEST_PART =
      """
      SELECT coalesce(max(pg_catalog.pg_relation_size(relid)), 0),
        coalesce(bool_and(relkind = 'r'), true)
      FROM pg_catalog.pg_partition_tree(?) JOIN pg_catalog.pg_class ON oid = relid
      WHERE isleaf
      """;
  private static final Set<String> TEXTS =
      Set.of("uuid", "json", "jsonb", "xml", "inet", "cidr", "macaddr", "macaddr8", "name");

  /** The kinds of relations, as the database writes them. */
  private static final String TABLE = "r";

  private static final String PARTITIONED = "p";
  private static final String VIEW = "v";
  private static final String MATERIALIZED = "m";

  // Before, a condition on the place of rows reads the whole table.
  private static final int RANGES_OF_PLACES = 140_000;
  private static final long PAGE = 8192;

  private final Connection connection;

  TableCatalog(Connection connection) {
    this.connection = connection;
  }

  /** A relation of the database. */
  record Relation(long id, String kind) {

    /** Whether a lock can be taken on it before its state is fixed. */
    boolean isLockable() {
      return Set.of(TABLE, PARTITIONED, VIEW).contains(kind);
    }
  }

  /** Finds a relation by its name. */
  Optional<Relation> find(TableName name) throws SQLException {
    var sql =
        "SELECT oid, relkind::text FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)";
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, name.sql());
      try (var found = query.executeQuery()) {
        return found.next()
            ? Optional.of(new Relation(found.getLong(1), found.getString(2)))
            : Optional.empty();
      }
    }
  }

  /** A relation in the state that the connection sees. */
  DatabaseTable table(Database database, String snapshot, TableName name, Relation relation)
      throws SQLException {
    var pages = pages(relation);
    return new DatabaseTable(
        database,
        snapshot,
        name,
        pages >= 0,
        relation.kind().equals(PARTITIONED),
        readsRangesOfPlaces() ? Math.max(0, pages) : 0,
        columns(relation));
  }

  private List<DatabaseColumn> columns(Relation relation) throws SQLException {
    var columns = new ArrayList<DatabaseColumn>();
    try (var query = connection.prepareStatement(COLUMNS)) {
      query.setLong(1, relation.id());
      try (var found = query.executeQuery()) {
        while (found.next()) {
          columns.add(new DatabaseColumn(found.getString(1), type(found)));
        }
      }
    }
    return columns;
  }

  private static String type(ResultSet column) throws SQLException {
    var name = column.getString(2);
    var isOwn = column.getBoolean(5);
    var isEnumeration = column.getString(3).equals("e");
    var isString = column.getString(4).equals("S");
    if (isEnumeration || isString || (isOwn && TEXTS.contains(name))) {
      return "text";
    }
    return isOwn ? name : "type `" + name + "`";
  }

  // Negative for what has no places.
  private long pages(Relation relation) throws SQLException {
    if (relation.kind().equals(PARTITIONED)) {
      return partPages(relation);
    }
    if (!Set.of(TABLE, MATERIALIZED).contains(relation.kind())) {
      return -1;
    }
    var sql = "SELECT pg_catalog.pg_relation_size(?)";
    try (var query = connection.prepareStatement(sql)) {
      query.setLong(1, relation.id());
      try (var found = query.executeQuery()) {
        found.next();
        return found.getLong(1) / PAGE;
      }
    }
  }

  private long partPages(Relation relation) throws SQLException {
    try (var query = connection.prepareStatement(LARGEST_PART)) {
      query.setLong(1, relation.id());
      try (var found = query.executeQuery()) {
        found.next();
        return found.getBoolean(2) ? found.getLong(1) / PAGE : -1;
      }
    }
  }

  private boolean readsRangesOfPlaces() throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery("SHOW server_version_num")) {
      found.next();
      return Integer.parseInt(found.getString(1)) >= RANGES_OF_PLACES;
    }
  }
}
