package io.dataplat.jobs.session;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Quoted names in Spark SQL. */
public final class Names {

  private Names() {}

  /** One name, quoted. */
  public static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A table of a connection: each part quoted. */
  public static String table(String connection, String table) {
    return quote(connection)
        + "."
        + Arrays.stream(table.split("\\.")).map(Names::quote).collect(Collectors.joining("."));
  }

  /** The namespace of a table of a connection; empty for a table without one. */
  public static String namespace(String connection, String table) {
    var dot = table.lastIndexOf('.');
    return dot < 0 ? "" : table(connection, table.substring(0, dot));
  }

  /** A text as a literal of Spark SQL. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
