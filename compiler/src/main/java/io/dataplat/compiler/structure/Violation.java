package io.dataplat.compiler.structure;

import java.util.List;

/**
 * One keyword that a value violates: where the value is, which property of it (or none), and the
 * schema that has the keyword.
 */
record Violation(String keyword, List<Object> path, String property, Schema schema) {

  /** The text or number that the keyword asks for. */
  String limit() {
    return schema.text(keyword);
  }

  /** The texts that the keyword asks for. */
  List<String> limits() {
    return schema.texts(keyword);
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
}
