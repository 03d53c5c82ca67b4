package io.dataplat.sql;

import java.util.List;
import java.util.Optional;

/**
 * What a query may read by name: an input or an earlier step.
 *
 * @param key columns whose values together occur once; empty if not known
 * @param streaming whether rows arrive without end
 * @param watermark the event time column that has a watermark, in a stream
 */
public record Relation(
    String name,
    List<SqlColumn> columns,
    List<String> key,
    boolean streaming,
    Optional<String> watermark) {
  public Relation {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** A bounded relation without a known key. */
  public static Relation of(String name, List<SqlColumn> columns) {
    return new Relation(name, columns, List.of(), false, Optional.empty());
  }

  /** The same relation with columns that identify a row. */
  public Relation withKey(List<String> columnNames) {
    return new Relation(name, columns, columnNames, streaming, watermark);
  }
}
