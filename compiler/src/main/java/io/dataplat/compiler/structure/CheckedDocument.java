package io.dataplat.compiler.structure;

import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A document, its kind, and the schema that it is checked with. */
record CheckedDocument(Source source, String kind, SchemaCursor schema) {

  private static final List<Object> TEMPLATE_BODY = List.of("spec", "pipeline");
  private static final List<Object> DEFAULTS = List.of("spec", "defaults");
  private static final List<Object> OVERRIDES = List.of("spec", "overrides");
  private static final List<Object> DOMAINS = List.of("spec", "overrides", "domains");

  /** Fields as people name them: without the names that users gave, from the last of those on. */
  String fieldName(List<Object> path) {
    List<String> names = new ArrayList<>();
    Optional<SchemaCursor> here = Optional.of(schema);
    for (Object step : path) {
      if (here.filter(cursor -> cursor.hasField(step)).isPresent()) {
        names.add(step.toString());
      } else if (step instanceof String) {
        names.clear();
      }
      here = here.flatMap(cursor -> cursor.child(step));
    }
    if (names.size() > 1 && names.get(0).equals("spec")) {
      names.remove(0);
    }
    return names.isEmpty() ? lastName(path) : String.join(".", names);
  }

  /** Is a violation allowed at its place? */
  boolean allows(Violation violation) {
    return switch (violation.keyword()) {
      case "propertyNames", "additionalProperties" -> false;
      case Annotations.CHOICE -> isInDefaults(violation);
      default -> isReferenceInTemplate(violation) || isRemoval(violation);
    };
  }

  /** Is it about the end of a text that a comma cut in two, as in {@code {type: decimal(9,2)}}? */
  boolean isCutOff(Violation violation) {
    return violation.keyword().equals("additionalProperties")
        && ScalarHint.isEndOfText(violation.property())
        && source.node(violation.path()) instanceof YamlMapping mapping
        && mapping.entries().values().stream()
            .anyMatch(
                entry ->
                    entry.value() instanceof YamlScalar scalar
                        && ScalarHint.isBeginningOfText(scalar.text()));
  }

  private boolean isInDefaults(Violation violation) {
    boolean overridden =
        violation.isBelow(DOMAINS)
            && violation.path().size() > 4
            && violation.path().get(4).equals("defaults");
    return (kind.equals("Domain") && violation.isBelow(DEFAULTS))
        || (kind.equals("Environment") && overridden);
  }

  private boolean isReferenceInTemplate(Violation violation) {
    String type = violation.schema().path("type").asText();
    return kind.equals("PipelineTemplate")
        && violation.isBelow(TEMPLATE_BODY)
        && !type.equals("object")
        && !type.equals("array")
        && source.node(violation.path()) instanceof YamlScalar scalar
        && scalar.text().contains("${");
  }

  /** Is it a null that removes what a weaker layer has set? */
  private boolean isRemoval(Violation violation) {
    return kind.equals("Environment")
        && (violation.isBelow(OVERRIDES) || extendsAnother())
        && source.node(violation.path()) instanceof YamlScalar scalar
        && scalar.isNull();
  }

  private boolean extendsAnother() {
    return source.document() instanceof YamlMapping mapping
        && mapping.find("spec").filter(CheckedDocument::hasExtends).isPresent();
  }

  private static boolean hasExtends(YamlNode spec) {
    return spec instanceof YamlMapping mapping && mapping.entries().containsKey("extends");
  }

  private static String lastName(List<Object> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof String name) {
        return name;
      }
    }
    return "document";
  }
}
