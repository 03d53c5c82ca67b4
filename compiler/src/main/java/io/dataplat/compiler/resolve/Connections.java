package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The connections that others name.
 *
 * @param resolved those that could be made; what is wrong with the others is reported already
 * @param documented the names of all that have a document
 */
record Connections(
    Map<String, Connection> resolved, Collection<String> documented, Diagnostics diagnostics) {

  /** Finds a connection of a type for a purpose. */
  Optional<Connection> find(YamlScalar name, Connection.Type type, String purpose) {
    if (!documented.contains(name.text())) {
      diagnostics
          .reporter(Rules.UNKNOWN_CONNECTION)
          .at(
              name.span(),
              "unknown connection `%s`".formatted(name.text()),
              Hints.nearest(name.text(), documented, "connections"));
    }
    return Optional.ofNullable(resolved.get(name.text()))
        .filter(connection -> isOf(connection, type, name, purpose));
  }

  /** Finds the connection of a table: a catalog, or a database. */
  Optional<Connection> findTables(YamlScalar name) {
    var isDatabase =
        Optional.ofNullable(resolved.get(name.text()))
            .filter(connection -> connection.type() == Connection.Type.JDBC);
    return isDatabase.or(() -> find(name, Connection.Type.CATALOG, "tables"));
  }

  /** Finds the connection of a Delta table: an object store, or a database that has none. */
  Optional<Connection> findDeltaTables(YamlScalar name) {
    var isDatabase =
        Optional.ofNullable(resolved.get(name.text()))
            .filter(connection -> connection.type() == Connection.Type.JDBC);
    return isDatabase.or(() -> find(name, Connection.Type.OBJECT_STORE, "Delta tables"));
  }

  private boolean isOf(
      Connection connection, Connection.Type type, YamlScalar name, String purpose) {
    if (connection.type() == type) {
      return true;
    }
    var fitting =
        resolved.values().stream()
            .filter(other -> other.type() == type)
            .map(Connection::name)
            .toList();
    diagnostics
        .reporter(Rules.WRONG_CONNECTION_TYPE)
        .at(
            name.span(),
            "%s need a connection of type `%s`, but `%s` is of type `%s`"
                .formatted(purpose, written(type), connection.name(), written(connection.type())),
            Hints.listed(fitting, "connections of this type"));
    return false;
  }

  private static String written(Connection.Type type) {
    return switch (type) {
      case CATALOG -> "catalog";
      case OBJECT_STORE -> "objectStore";
      case KAFKA -> "kafka";
      case JDBC -> "jdbc";
      case KEY_VALUE -> "keyValue";
    };
  }
}
