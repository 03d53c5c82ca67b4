package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One keyword that a value violates: where the value is, which property of it (or none), and the
 * place in the schemas that holds the keyword.
 */
record Violation(String keyword, List<Object> path, String property, SchemaCursor holder) {

  static Violation of(Error error, LanguageSchemas schemas) {
    String property = error.getProperty() == null ? "" : error.getProperty();
    return new Violation(
        error.getKeyword(),
        steps(error.getInstanceLocation()),
        property,
        schemas.holderOf(error.getSchemaLocation()));
  }

  /** The schema that holds the keyword. */
  JsonNode schema() {
    return holder.node();
  }

  /** The value of the violated keyword. */
  JsonNode limit() {
    return schema().path(keyword);
  }

  /** The schema of the keys, for a key that violates it. */
  JsonNode schemaOfKeys() {
    return new SchemaCursor(holder.schemas(), holder.file(), limit()).target().node();
  }

  boolean isBelow(List<Object> ancestor) {
    return path.size() >= ancestor.size() && path.subList(0, ancestor.size()).equals(ancestor);
  }

  /** Is it about a field that is not there? */
  boolean isAbsence() {
    return switch (keyword) {
      case "required", "dependentRequired", Annotations.REQUIRED, Annotations.CHOICE_REQUIRED ->
          true;
      default -> false;
    };
  }

  /** Is a part of the language used that is reserved? */
  boolean isReserved() {
    return keyword.equals(Annotations.RESERVED);
  }

  private static List<Object> steps(NodePath location) {
    List<Object> steps = new ArrayList<>(location.getNameCount());
    for (int i = 0; i < location.getNameCount(); i++) {
      steps.add(location.getElement(i));
    }
    return Collections.unmodifiableList(steps);
  }
}
