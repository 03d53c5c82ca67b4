package io.dataplat.jobs.database;

import java.io.Serializable;
import java.util.Optional;

/**
 * The name of a table: its schema before the first dot, if it has one.
 *
 * @param text as the contract writes it
 */
public record TableName(String text) implements Serializable {

  /** The name in SQL of the database, quoted. */
  public String sql() {
    var dot = text.indexOf('.');
    return dot < 0 ? quote(text) : quote(text.substring(0, dot)) + "." + quote(local());
  }

  /** The schema in SQL of the database, quoted; {@code public} for a name without one. */
  public String schema() {
    var dot = text.indexOf('.');
    return quote(dot < 0 ? "public" : text.substring(0, dot));
  }

  /** The schema, if the name has one. */
  public Optional<String> schemaName() {
    var dot = text.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(text.substring(0, dot));
  }

  /** The name within its schema. */
  public String local() {
    return text.substring(text.indexOf('.') + 1);
  }

  /** Another table of the same schema. */
  public TableName beside(String other) {
    var dot = text.indexOf('.');
    return new TableName(dot < 0 ? other : text.substring(0, dot + 1) + other);
  }

  /** One name, quoted. */
  public static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
