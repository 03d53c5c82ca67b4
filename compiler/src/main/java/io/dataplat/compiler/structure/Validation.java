package io.dataplat.compiler.structure;

import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk down a document and a schema side by side, which gathers what is violated. */
final class Validation {

  private final List<Object> path = new ArrayList<>();
  private final List<Violation> found = new ArrayList<>();

  private Validation() {}

  static List<Violation> of(YamlNode document, Schema schema) {
    Validation validation = new Validation();
    validation.check(document, schema);
    return validation.found;
  }

  private static boolean fits(YamlNode value, Schema schema) {
    return of(value, schema).isEmpty();
  }

  private void check(YamlNode value, Schema schema) {
    Schema referenced = schema.referenced();
    if (referenced != null) {
      check(value, referenced);
    }
    for (Keyword keyword : schema.keywords()) {
      for (String property : keyword.finder().find(value)) {
        report(keyword.name(), property, schema);
      }
    }
    if (value instanceof YamlMapping mapping) {
      checkEntries(mapping, schema);
    } else if (value instanceof YamlSequence sequence) {
      checkItems(sequence, schema.part("items"));
    }
    schema.all().forEach(part -> check(value, part));
    checkLogic(value, schema);
  }

  private void checkEntries(YamlMapping mapping, Schema schema) {
    Schema names = schema.part("propertyNames");
    Schema others = schema.part("additionalProperties");
    for (Map.Entry<String, YamlEntry> entry : mapping.entries().entrySet()) {
      String name = entry.getKey();
      if (names != null && !fits(key(name, entry.getValue()), names)) {
        report("propertyNames", name, schema);
      }
      checkBelow(name, entry.getValue().value(), schema.properties().getOrDefault(name, others));
    }
  }

  private static YamlScalar key(String name, YamlEntry entry) {
    return new YamlScalar(entry.keySpan(), ScalarType.STRING, name, ScalarStyle.PLAIN, List.of());
  }

  private void checkItems(YamlSequence sequence, @Nullable Schema items) {
    for (int i = 0; i < sequence.items().size(); i++) {
      checkBelow(i, sequence.items().get(i), items);
    }
  }

  private void checkBelow(Object step, YamlNode value, @Nullable Schema schema) {
    if (schema != null) {
      path.add(step);
      check(value, schema);
      path.remove(path.size() - 1);
    }
  }

  private void checkLogic(YamlNode value, Schema schema) {
    if (!schema.any().isEmpty() && schema.any().stream().noneMatch(part -> fits(value, part))) {
      schema.any().forEach(part -> check(value, part));
    }
    Schema not = schema.part("not");
    if (not != null && fits(value, not)) {
      report("not", "", schema);
    }
    Schema condition = schema.part("if");
    Schema then = condition == null ? null : schema.part(fits(value, condition) ? "then" : "else");
    if (then != null) {
      check(value, then);
    }
  }

  private void report(String keyword, String property, Schema schema) {
    List<Object> place = Collections.unmodifiableList(new ArrayList<>(path));
    found.add(new Violation(keyword, place, property, schema));
  }
}
