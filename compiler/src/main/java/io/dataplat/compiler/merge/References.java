package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Replaces references to the environment and its connections by what they mean. */
final class References {
  private static final String ROOTS =
      "a reference is `${env.name}`, `${connection.<name>.<setting>}` or, in a template,"
          + " `${param.<name>}`; `$${` writes `${`";
  private static final String PARAMETER = "param.";
  private static final List<String> OPEN_FIELDS = List.of("sparkConf", "values");
  private static final List<String> SQL_FIELDS = List.of("sql", "check");

  private final YamlScalar environment;
  private final Map<String, YamlMapping> connections;
  private final Predicate<YamlNode> inTemplate;
  private final Diagnostics diagnostics;

  /**
   * @param connections the merged {@code spec} of each connection
   * @param inTemplate tells whether a node was written in the body of a template
   */
  References(
      YamlScalar environment,
      Map<String, YamlMapping> connections,
      Predicate<YamlNode> inTemplate,
      Diagnostics diagnostics) {
    this.environment = environment;
    this.connections = connections;
    this.inTemplate = inTemplate;
    this.diagnostics = diagnostics;
  }

  /** Returns the name of the template parameter that a reference means. */
  static Optional<String> parameter(ReferenceText.Reference reference) {
    return reference.path().startsWith(PARAMETER)
        ? Optional.of(reference.path().substring(PARAMETER.length()))
        : Optional.empty();
  }

  /** Tells whether a tree holds any text that is not literal. */
  static boolean areIn(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      for (var entry : mapping.entries().values()) {
        if (areIn(entry.value())) {
          return true;
        }
      }
      return false;
    }
    if (node instanceof YamlSequence sequence) {
      for (var item : sequence.items()) {
        if (areIn(item)) {
          return true;
        }
      }
      return false;
    }
    return node instanceof YamlScalar scalar && ReferenceText.isNotLiteral(scalar.text());
  }

  YamlMapping resolved(YamlMapping mapping) {
    return resolved(mapping, false);
  }

  private YamlMapping resolved(YamlMapping mapping, boolean open) {
    if (!areIn(mapping)) {
      return mapping;
    }
    var entries = new LinkedHashMap<String, YamlEntry>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              var value =
                  SQL_FIELDS.contains(key) && entry.value() instanceof YamlScalar scalar
                      ? sql(scalar)
                      : resolved(entry.value(), open || OPEN_FIELDS.contains(key));
              entries.put(key, new YamlEntry(entry.keySpan(), value));
            });
    return Nodes.withEntries(mapping, entries);
  }

  private YamlNode resolved(YamlNode node, boolean open) {
    if (node instanceof YamlMapping mapping) {
      return resolved(mapping, open);
    }
    if (node instanceof YamlSequence sequence) {
      var items = sequence.items().stream().map(item -> resolved(item, open)).toList();
      return new YamlSequence(sequence.span(), items, sequence.overrode());
    }
    var scalar = (YamlScalar) node;
    return ReferenceText.isNotLiteral(scalar.text()) ? resolved(scalar, open) : scalar;
  }

  private YamlScalar sql(YamlScalar scalar) {
    if (ReferenceText.isNotLiteral(scalar.text())) {
      reportNotAllowed(scalar, "SQL takes values as `:name`, such as `:run_start`");
    }
    return scalar;
  }

  private YamlScalar resolved(YamlScalar scalar, boolean open) {
    var text = ReferenceText.of(scalar.text());
    if (!text.references().isEmpty() && !open && !inTemplate.test(scalar)) {
      reportNotAllowed(scalar, "only `sparkConf`, a component's `values` and templates take one");
      return scalar;
    }
    return text.single()
        .map(reference -> whole(reference, scalar))
        .orElseGet(() -> joined(text, scalar));
  }

  private void reportNotAllowed(YamlScalar scalar, String hint) {
    diagnostics
        .reporter(Rules.REFERENCE_NOT_ALLOWED)
        .at(scalar.span(), "this field takes no reference `${...}`", hint);
  }

  private YamlScalar whole(ReferenceText.Reference reference, YamlScalar scalar) {
    return target(reference, scalar)
        .map(value -> (YamlScalar) Nodes.replacing(value, List.of(scalar)))
        .orElse(scalar);
  }

  private YamlScalar joined(ReferenceText text, YamlScalar scalar) {
    var joined = new StringBuilder();
    for (var part : text.parts()) {
      if (part instanceof ReferenceText.Reference reference) {
        target(reference, scalar).ifPresent(value -> append(value, reference, scalar, joined));
      } else {
        joined.append(part instanceof ReferenceText.Escape ? "${" : part.written());
      }
    }
    return new YamlScalar(
        scalar.span(), ScalarType.STRING, joined.toString(), scalar.style(), scalar.overrode());
  }

  private void append(
      YamlScalar value,
      ReferenceText.Reference reference,
      YamlScalar scalar,
      StringBuilder joined) {
    if (value.type() == ScalarType.BOOLEAN) {
      diagnostics
          .reporter(Rules.REFERENCE_NOT_ALLOWED)
          .at(
              scalar.span(),
              "`%s` is a boolean and cannot stand inside longer text"
                  .formatted(reference.written()));
    }
    joined.append(value.text());
  }

  private Optional<YamlScalar> target(ReferenceText.Reference reference, YamlScalar scalar) {
    var path = List.of(reference.path().split("\\.", -1));
    if (reference.path().equals("env.name")) {
      return Optional.of(
          new YamlScalar(
              environment.span(),
              ScalarType.STRING,
              environment.text(),
              ScalarStyle.PLAIN,
              List.of()));
    }
    if (path.size() == 3 && path.get(0).equals("connection")) {
      return setting(path.get(1), path.get(2), reference, scalar);
    }
    if (parameter(reference).isEmpty() || !inTemplate.test(scalar)) {
      reportUnknown(reference, scalar, ROOTS);
    }
    return Optional.empty();
  }

  private Optional<YamlScalar> setting(
      String name, String setting, ReferenceText.Reference reference, YamlScalar scalar) {
    var connection = Optional.ofNullable(connections.get(name));
    if (connection.isEmpty()) {
      reportUnknown(reference, scalar, Hints.nearest(name, connections.keySet(), "connections"));
      return Optional.empty();
    }
    var settings = settings(connection.get());
    if (!settings.containsKey(setting)) {
      reportUnknown(
          reference,
          scalar,
          Hints.nearest(setting, settings.keySet(), "settings of `%s` here".formatted(name)));
    }
    return Optional.ofNullable(settings.get(setting));
  }

  private static Map<String, YamlScalar> settings(YamlMapping connection) {
    var settings = new LinkedHashMap<String, YamlScalar>();
    for (var place : connection.entries().values()) {
      if (place.value() instanceof YamlMapping mapping) {
        mapping
            .entries()
            .forEach(
                (key, entry) -> {
                  if (entry.value() instanceof YamlScalar scalar) {
                    settings.put(key, scalar);
                  }
                });
      }
    }
    return settings;
  }

  private void reportUnknown(ReferenceText.Reference reference, YamlScalar scalar, String hint) {
    diagnostics
        .reporter(Rules.UNKNOWN_REFERENCE)
        .at(scalar.span(), "unknown reference `%s`".formatted(reference.written()), hint);
  }
}
