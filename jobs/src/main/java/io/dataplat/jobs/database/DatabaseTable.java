package io.dataplat.jobs.database;

import java.util.List;

/**
 * A table in one state of its database.
 *
 * @param snapshot the state, as other connections take it
 * @param hasPlaces whether each row has a place, by which the table can be split
 * @param isPartitioned whether its rows lie in tables of their own
 * @param pages how many pages the largest of them has, if ranges of them can be read; else 0
 */
public record DatabaseTable(
    Database database,
    String snapshot,
    TableName name,
    boolean hasPlaces,
    boolean isPartitioned,
    long pages,
    List<DatabaseColumn> columns) {

  /** Copies what the caller may still change. */
  public DatabaseTable {
    columns = List.copyOf(columns);
  }
}
