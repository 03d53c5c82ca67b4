package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Findings about values of another type than their field takes. */
final class TypeWording {

  private static final List<String> MEANS_TRUE = List.of("yes", "on", "y");
  private static final List<String> MEANS_FALSE = List.of("no", "off", "n");

  private final CheckedDocument document;

  TypeWording(CheckedDocument document) {
    this.document = document;
  }

  Diagnostic of(Violation violation) {
    YamlNode value = document.source().node(violation.path());
    String name = Quoted.of(document.fieldName(violation.path()));
    if (value instanceof YamlScalar scalar && scalar.isNull()) {
      return new Diagnostic(
          Rules.NULL_NOT_ALLOWED,
          scalar.text().isEmpty() ? document.source().owner(violation.path()) : value.span(),
          name + " has no value",
          "write a value, or leave the field out; only overrides remove by null");
    }
    return new Diagnostic(
        Rules.WRONG_TYPE,
        value.span(),
        name + " takes " + wanted(violation.limit()) + ", but is " + given(value),
        hint(value, violation),
        List.of());
  }

  private Optional<String> hint(YamlNode value, Violation violation) {
    JsonNode schema = violation.schema();
    List<String> types = types(schema.path("type"));
    if (!(value instanceof YamlScalar scalar)) {
      return value instanceof YamlSequence && types.equals(List.of("object"))
          ? Optional.of("write `name: value` entries, each name once, instead of a list")
          : Optional.empty();
    }
    if (types.equals(List.of("object"))) {
      return fields(violation.path());
    }
    if (types.contains("string")) {
      return Optional.of(quoteIt(scalar, schema));
    }
    if (types.contains("boolean")) {
      return bool(scalar.text().toLowerCase(Locale.ROOT));
    }
    if (types.contains("array")) {
      return Optional.of("write a list: `[" + plain(scalar) + "]`");
    }
    boolean quotedNumber =
        scalar.type() == ScalarType.STRING && scalar.text().matches("-?[0-9]{1,18}");
    return quotedNumber && (types.contains("integer") || types.contains("number"))
        ? Optional.of("remove the quotes")
        : Optional.empty();
  }

  private Optional<String> fields(List<Object> path) {
    return document
        .schema()
        .descend(path)
        .map(SchemaCursor::availableFields)
        .filter(fields -> !fields.isEmpty())
        .map(fields -> "write a mapping of its fields: " + Quoted.all(fields));
  }

  private static String quoteIt(YamlScalar scalar, JsonNode schema) {
    List<String> allowed = Annotations.texts(schema.get("enum"));
    if (!allowed.isEmpty() && !allowed.contains(scalar.text())) {
      return "write one of " + Quoted.all(allowed);
    }
    String pattern = schema.path("pattern").asText();
    boolean fits = pattern.isEmpty() || BoundedPattern.compile(pattern).matches(scalar.text());
    return fits ? "quote it: `\"" + plain(scalar) + "\"`" : ScalarHint.form(schema);
  }

  private static Optional<String> bool(String text) {
    if (MEANS_TRUE.contains(text)) {
      return Optional.of("write `true`");
    }
    return MEANS_FALSE.contains(text)
        ? Optional.of("write `false`")
        : Optional.of("write `true` or `false`, without quotes");
  }

  private static String plain(YamlScalar scalar) {
    String quoted = Quoted.of(scalar.text());
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String wanted(JsonNode type) {
    return String.join(" or ", types(type).stream().map(TypeWording::word).distinct().toList());
  }

  private static List<String> types(JsonNode type) {
    return type.isTextual() ? List.of(type.asText()) : Annotations.texts(type);
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "`true` or `false`";
      case "array" -> "a list";
      default -> "a mapping";
    };
  }

  /** What a value is, in words. */
  static String given(YamlNode value) {
    if (value instanceof YamlMapping) {
      return "a mapping";
    }
    if (value instanceof YamlSequence) {
      return "a list";
    }
    YamlScalar scalar = (YamlScalar) value;
    return switch (scalar.type()) {
      case STRING -> "the text " + Quoted.of(scalar.text());
      case INTEGER, FLOAT -> "the number " + Quoted.of(scalar.text());
      case BOOLEAN, NULL -> Quoted.of(scalar.text());
    };
  }
}
