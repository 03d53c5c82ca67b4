package io.dataplat.compiler.structure;

import com.networknt.schema.Error;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.List;

/** Checks documents against the published schemas; stateless, so several threads may share one. */
public final class StructureCheck {

  /** Reports each mistake in the structure of a document once, where it is made. */
  public void check(YamlNode document, Strength strength, Diagnostics diagnostics) {
    LanguageSchemas schemas = Language.SCHEMAS;
    new Envelope(document, schemas)
        .kind(diagnostics)
        .ifPresent(
            kind -> {
              List<Error> errors = schemas.schema(kind, strength).validate(JsonView.of(document));
              SchemaCursor start = schemas.document(kind);
              var checked = new CheckedDocument(new Source(document), kind, start);
              List<Violation> violations = violations(errors, checked);
              violations.forEach(each -> diagnostics.add(worded(each, checked)));
              if (strength == Strength.PARTIAL) {
                // Merged documents hold the same words again.
                new BooleanWords(violations, checked.source(), diagnostics).report(document);
              }
            });
  }

  private static List<Violation> violations(List<Error> errors, CheckedDocument document) {
    List<Violation> violations =
        errors.stream()
            .map(error -> Violation.of(error, document.schema().schemas()))
            .filter(violation -> !document.allows(violation) && !document.isCutOff(violation))
            .toList();
    return Cascade.stopped(violations, document.schema());
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

  // Compiling takes some hundred milliseconds, so it is done once, when it is first needed.
  private static final class Language {
    static final LanguageSchemas SCHEMAS = LanguageSchemas.load();
  }
}
