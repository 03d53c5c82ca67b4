package io.dataplat.compiler.structure;

import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a keyword of a schema asks of a value: those of JSON Schema 2020-12 that the published
 * schemas use, and the language's own.
 */
record Keyword(String name, Finder finder) {

  // They tell something to people, to editors or to other stages, and ask for nothing.
  private static final Set<String> NOTES =
      Set.of(
          "$schema",
          "$id",
          "$ref",
          "$defs",
          "title",
          "description",
          "default",
          "examples",
          "deprecationMessage",
          "doNotSuggest",
          "errorMessage",
          "patternErrorMessage",
          Annotations.RULE,
          Annotations.RESERVED_VALUES,
          Annotations.DEFAULTABLE,
          Annotations.OVERRIDABLE,
          "x-dataplat-open-map",
          "x-dataplat-defaults",
          "x-dataplat-template-body");

  private static final List<String> VALUE = List.of("");
  private static final List<String> NOTHING = List.of();

  /** Finds the properties of a value that violate a keyword; an empty name is the value. */
  interface Finder {
    List<String> find(YamlNode value);
  }

  /** The keyword of this name, unless it asks for nothing. */
  static Optional<Keyword> of(String name, YamlNode limit) {
    return NOTES.contains(name)
        ? Optional.empty()
        : Optional.of(new Keyword(name, finder(name, limit)));
  }

  /** {@code additionalProperties: false} beside some properties. */
  static Keyword closed(Set<String> properties) {
    return new Keyword(
        "additionalProperties", ofMapping(mapping -> rest(mapping.entries().keySet(), properties)));
  }

  private static Finder finder(String name, YamlNode limit) {
    List<String> members = Schema.texts(limit);
    return switch (name) {
      case "required", Annotations.REQUIRED ->
          ofMapping(mapping -> rest(members, mapping.entries().keySet()));
      case "dependentRequired" -> ofMapping(mapping -> dependent((YamlMapping) limit, mapping));
      case Annotations.CHOICE ->
          ofMapping(mapping -> given(members, mapping) > 1 ? VALUE : NOTHING);
      case Annotations.CHOICE_REQUIRED ->
          ofMapping(mapping -> hasNone(members, mapping) ? VALUE : NOTHING);
      default -> {
        Predicate<YamlNode> test = ValueTest.of(name, limit);
        yield value -> test.test(value) ? NOTHING : VALUE;
      }
    };
  }

  private static Finder ofMapping(Function<YamlMapping, List<String>> finder) {
    return value -> value instanceof YamlMapping mapping ? finder.apply(mapping) : NOTHING;
  }

  private static List<String> rest(Collection<String> names, Set<String> without) {
    List<String> rest = NOTHING;
    for (String name : names) {
      if (!without.contains(name)) {
        rest = rest.isEmpty() ? new ArrayList<>() : rest;
        rest.add(name);
      }
    }
    return rest;
  }

  private static List<String> dependent(YamlMapping limit, YamlMapping mapping) {
    List<String> missing = new ArrayList<>();
    limit
        .entries()
        .forEach(
            (name, needed) -> {
              if (mapping.entries().containsKey(name)) {
                missing.addAll(rest(Schema.texts(needed.value()), mapping.entries().keySet()));
              }
            });
    return missing;
  }

  private static long given(List<String> members, YamlMapping mapping) {
    return members.stream()
        .flatMap(member -> mapping.find(member).stream())
        .filter(value -> !(value instanceof YamlScalar scalar && scalar.isNull()))
        .count();
  }

  private static boolean hasNone(List<String> members, YamlMapping mapping) {
    return Collections.disjoint(members, mapping.entries().keySet());
  }
}
