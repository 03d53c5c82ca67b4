package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Findings about values that do not fit their field. */
final class ValueWording {

  private static final Map<String, Rule> RULES =
      Rules.all().stream()
          .collect(Collectors.toMap(Rule::id, rule -> rule, (one, other) -> one, TreeMap::new));

  private final CheckedDocument document;

  ValueWording(CheckedDocument document) {
    this.document = document;
  }

  Diagnostic listed(Violation violation) {
    String value = text(violation);
    List<String> allowed = Annotations.texts(violation.limit());
    if (Annotations.texts(violation.schema().get(Annotations.RESERVED_VALUES)).contains(value)) {
      return new Diagnostic(
          Rules.NOT_SUPPORTED_YET,
          node(violation).span(),
          Quoted.of(name(violation) + ": " + value)
              + " is not supported yet; available now: "
              + String.join(", ", allowed));
    }
    List<String> near = NearNames.near(value, allowed);
    return new Diagnostic(
        rule(violation, Rules.BAD_ENUM_VALUE),
        node(violation).span(),
        Quoted.of(name(violation)) + " does not know the value " + Quoted.of(value),
        near.isEmpty()
            ? "write one of " + Quoted.all(allowed)
            : "did you mean " + Quoted.of(near.get(0)) + "?");
  }

  Diagnostic reference(Violation violation) {
    return new Diagnostic(
        Rules.REFERENCE_NOT_ALLOWED,
        node(violation).span(),
        Quoted.of(name(violation)) + " takes no reference, but is " + Quoted.of(text(violation)),
        "write the value itself; references are for templates, `sparkConf` and chart values");
  }

  /** A text that has not the form of its scalar, or a number that is out of its range. */
  Diagnostic scalar(Violation violation) {
    Rule rule = rule(violation, Rules.WRONG_TYPE);
    if (rule.equals(Rules.CONTROL_CHARACTER)) {
      return controlCharacter(violation);
    }
    String title = violation.schema().path("title").asText(name(violation));
    return new Diagnostic(
        rule,
        node(violation).span(),
        Quoted.of(text(violation)) + " is not " + title,
        ScalarHint.of(text(violation), violation.schema()));
  }

  Diagnostic range(Violation violation) {
    String bound = violation.keyword().equals("minimum") ? "at least " : "at most ";
    return new Diagnostic(
        rule(violation, Rules.WRONG_TYPE),
        node(violation).span(),
        Quoted.of(name(violation))
            + " must be "
            + bound
            + violation.limit().asText()
            + ", but is "
            + Quoted.of(text(violation)));
  }

  /** Too few or too many entries or characters. */
  Diagnostic size(Violation violation) {
    boolean fewest = violation.keyword().startsWith("min");
    boolean characters = violation.keyword().endsWith("Length");
    int limit = violation.limit().asInt();
    return new Diagnostic(
        fewest ? Rules.MISSING_FIELD : rule(violation, Rules.WRONG_TYPE),
        node(violation).span(),
        Quoted.of(name(violation))
            + (fewest ? " needs at least " : " takes at most ")
            + limit
            + (characters ? " character" : limit == 1 ? " entry" : " entries")
            + (characters && limit > 1 ? "s" : ""));
  }

  /** A key of a map that is no name. */
  Diagnostic key(Violation violation) {
    JsonNode scalar = violation.schemaOfKeys();
    Rule rule = RULES.getOrDefault(scalar.path(Annotations.RULE).asText(), Rules.BAD_NAME);
    String hint =
        rule.equals(Rules.CONTROL_CHARACTER)
            ? scalar.path("patternErrorMessage").asText()
            : ScalarHint.of(violation.property(), scalar);
    return new Diagnostic(
        rule,
        document
            .source()
            .key(violation.path(), violation.property())
            .orElseGet(() -> node(violation).span()),
        "the key " + Quoted.of(violation.property()) + " is not " + scalar.path("title").asText(),
        hint);
  }

  private Diagnostic controlCharacter(Violation violation) {
    String text = text(violation);
    int[] bad = text.codePoints().filter(ValueWording::isRefused).limit(1).toArray();
    return new Diagnostic(
        Rules.CONTROL_CHARACTER,
        node(violation).span(),
        Quoted.of(name(violation))
            + " holds the control character "
            + Quoted.of(new String(bad, 0, bad.length)),
        violation.schema().path("patternErrorMessage").asText());
  }

  private static boolean isRefused(int point) {
    return Character.isISOControl(point) && point != '\n' && point != '\r';
  }

  private static Rule rule(Violation violation, Rule otherwise) {
    return RULES.getOrDefault(violation.schema().path(Annotations.RULE).asText(), otherwise);
  }

  private String name(Violation violation) {
    return document.fieldName(violation.path());
  }

  private YamlNode node(Violation violation) {
    return document.source().node(violation.path());
  }

  private String text(Violation violation) {
    return node(violation) instanceof YamlScalar scalar ? scalar.text() : "";
  }
}
