package io.dataplat.jobs.input;

/** A value is not in the form of its type; says which field, and never the value. */
final class CorruptValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  CorruptValueException() {
    this("");
  }

  private CorruptValueException(String field) {
    // Many records may be corrupt, and nobody reads where the reader found it.
    super(field, null, false, false);
    this.field = field;
  }

  CorruptValueException in(String parent) {
    return new CorruptValueException(field.isEmpty() ? parent : parent + "." + field);
  }

  String field() {
    return field;
  }
}
