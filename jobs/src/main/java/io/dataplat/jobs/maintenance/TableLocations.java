package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.MaintainedTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;

/**
 * Where the tables beside those of a plan lie: files of a table below the location of another one
 * would be files that nobody knows.
 */
final class TableLocations {

  private final SparkSession session;
  private final List<MaintainedTable> tables;
  private final Map<String, String> byTable = new LinkedHashMap<>();

  TableLocations(SparkSession session, List<MaintainedTable> tables) {
    this.session = session;
    this.tables = List.copyOf(tables);
  }

  /** Whether another table lies in the location of a table, above it or below it. */
  boolean isShared(String name, String location) {
    if (byTable.isEmpty()) {
      tables.stream()
          .map(table -> List.of(table.connection(), namespace(table).toString()))
          .distinct()
          .forEach(place -> addAll(place.get(0), Namespace.of(levels(place.get(1)))));
    }
    var own = path(location);
    return byTable.entrySet().stream()
        .filter(other -> !other.getKey().equals(name))
        .anyMatch(other -> isWithin(own, other.getValue()) || isWithin(other.getValue(), own));
  }

  /** The path of a location as every way to write it has it. */
  static String path(String location) {
    var uri = new Path(location).toUri();
    var authority = uri.getAuthority() == null ? "" : uri.getAuthority();
    return authority + uri.getPath();
  }

  static boolean isWithin(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  private static Namespace namespace(MaintainedTable table) {
    return TableIdentifier.parse(table.table()).namespace();
  }

  private static String[] levels(String namespace) {
    return namespace.isEmpty() ? new String[0] : namespace.split("\\.");
  }

  private void addAll(String connection, Namespace namespace) {
    Catalog catalog = Spark3Util.loadIcebergCatalog(session, connection);
    for (var table : catalog.listTables(namespace)) {
      try {
        byTable.put(key(connection, table), path(catalog.loadTable(table).location()));
      } catch (NoSuchTableException e) {
        // Somebody has dropped it since.
      }
    }
  }

  private static String key(String connection, TableIdentifier table) {
    return key(connection, table.toString());
  }

  /** The name of a table among those of all connections. */
  static String key(String connection, String table) {
    return connection + "." + table;
  }
}
