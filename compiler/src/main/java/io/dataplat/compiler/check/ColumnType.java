package io.dataplat.compiler.check;

import io.dataplat.compiler.model.Column;
import java.util.List;

/** What checks ask about the type of a column, in the spelling of the language. */
record ColumnType(String text) {

  private static final List<String> TIMES = List.of("date", "timestamp", "timestamp_ntz");
  private static final List<String> INTEGERS = List.of("smallint", "int", "bigint");
  private static final List<String> FLOATS = List.of("float", "double");

  static ColumnType of(Column column) {
    return new ColumnType(column.type().value());
  }

  boolean isString() {
    return text.equals("string");
  }

  boolean isTime() {
    return TIMES.contains(text);
  }

  boolean isInteger() {
    return INTEGERS.contains(text);
  }

  boolean isFloat() {
    return FLOATS.contains(text);
  }

  boolean isDecimal() {
    return text.startsWith("decimal");
  }

  boolean isBoolean() {
    return text.equals("boolean");
  }

  /** Whether it is a struct, also the struct of an array. */
  boolean isStruct() {
    return text.equals("struct") || text.equals("array<struct>");
  }

  /** Whether a value of it holds others. */
  boolean isComposite() {
    return text.startsWith("array<") || text.startsWith("map<") || text.equals("struct");
  }

  /** Whether a plain text can stand for a value of it, in YAML as in CSV. */
  boolean isScalar() {
    return isString() || isTime() || isInteger() || isFloat() || isDecimal() || isBoolean();
  }
}
