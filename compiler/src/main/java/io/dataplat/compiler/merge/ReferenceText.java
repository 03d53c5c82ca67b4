package io.dataplat.compiler.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A text of a document, cut into literal parts and references such as {@code ${env.name}}. */
record ReferenceText(List<Part> parts) {
  private static final String OPEN = "${";
  private static final String ESCAPED = "$${";

  ReferenceText {
    parts = List.copyOf(parts);
  }

  /** A part of a text. */
  sealed interface Part {
    /** Returns the part as it was written. */
    String written();
  }

  /** Text that means itself. */
  record Literal(String written) implements Part {}

  /** An escaped beginning of a reference. */
  record Escape() implements Part {
    @Override
    public String written() {
      return ESCAPED;
    }
  }

  /** A reference; a path that nothing closes is empty. */
  record Reference(String path, String written) implements Part {}

  /** Tells quickly whether a text holds anything but literal text. */
  static boolean isNotLiteral(String text) {
    return text.contains(OPEN);
  }

  static ReferenceText of(String text) {
    var parts = new ArrayList<Part>();
    var position = 0;
    for (var at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, position)) {
      var escaped = at > position && text.charAt(at - 1) == '$';
      addLiteral(parts, text.substring(position, escaped ? at - 1 : at));
      var part = escaped ? new Escape() : reference(text, at);
      parts.add(part);
      position = (escaped ? at - 1 : at) + part.written().length();
    }
    addLiteral(parts, text.substring(position));
    return new ReferenceText(parts);
  }

  /** Returns the reference of which the whole text consists. */
  Optional<Reference> single() {
    return parts.size() == 1 && parts.get(0) instanceof Reference reference
        ? Optional.of(reference)
        : Optional.empty();
  }

  List<Reference> references() {
    return parts.stream().filter(Reference.class::isInstance).map(Reference.class::cast).toList();
  }

  private static void addLiteral(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Literal(text));
    }
  }

  private static Reference reference(String text, int at) {
    var end = text.indexOf('}', at);
    return end < 0
        ? new Reference("", text.substring(at))
        : new Reference(text.substring(at + OPEN.length(), end), text.substring(at, end + 1));
  }
}
