package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.List;

/** Checks documents against the published schemas; stateless, so several threads may share one. */
public final class StructureCheck {

  /** Reports each mistake in the structure of a document once, where it is made. */
  public void check(YamlNode document, Strength strength, Diagnostics diagnostics) {
    LanguageSchemas schemas = LanguageSchemas.published();
    new Envelope(document, schemas)
        .kind(diagnostics)
        .ifPresent(
            kind -> {
              List<Violation> violations = Validation.of(document, schemas.schema(kind, strength));
              if (!violations.isEmpty()) {
                Schema start = schemas.schema(kind, Strength.PARTIAL);
                report(
                    violations,
                    new CheckedDocument(new Source(document), kind, start),
                    diagnostics);
              }
            });
  }

  private static void report(
      List<Violation> violations, CheckedDocument document, Diagnostics diagnostics) {
    List<Violation> refused =
        violations.stream().filter(violation -> !document.allows(violation)).toList();
    for (Violation violation : Cascade.stopped(refused, document.schema())) {
      diagnostics.add(worded(violation, document));
    }
  }

  private static Diagnostic worded(Violation violation, CheckedDocument document) {
    FieldWording fields = new FieldWording(document);
    ValueWording values = new ValueWording(document);
    return switch (violation.keyword()) {
      case "additionalProperties" -> fields.unknown(violation);
      case "required", "dependentRequired", Annotations.REQUIRED -> fields.missing(violation);
      case Annotations.CHOICE_REQUIRED -> fields.choiceMissing(violation);
      case Annotations.CHOICE -> fields.choiceConflict(violation);
      case Annotations.RESERVED -> fields.reserved(violation);
      case "type" -> new TypeWording(document).of(violation);
      case "enum", "const" -> values.listed(violation);
      case "propertyNames" -> values.key(violation);
      case Annotations.REFERENCES -> values.reference(violation);
      case "pattern", Annotations.FORM -> values.scalar(violation);
      case "minimum", "maximum" -> values.range(violation);
      case "minItems", "maxItems", "minProperties", "minLength", "maxLength" ->
          values.size(violation);
      default -> throw new IllegalStateException("no words for " + violation.keyword());
    };
  }
}
