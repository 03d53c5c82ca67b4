package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the bodies of templates under the pipelines that use them. */
final class Templates {
  private final NavigableMap<String, Template> templates = new TreeMap<>();
  private final Diagnostics diagnostics;

  Templates(DocumentIndex index, Diagnostics diagnostics) {
    index
        .all(Kind.PIPELINE_TEMPLATE)
        .forEach((identity, document) -> templates.put(identity, new Template(document)));
    this.diagnostics = diagnostics;
  }

  /** A pipeline over its template, and what it gave to the parameters. */
  record Expanded(YamlMapping root, List<TemplateArgument> arguments) {}

  void check(Map<String, String> sqlFiles) {
    templates.values().forEach(each -> TemplateChecks.check(each, sqlFiles, diagnostics));
  }

  /** Tells whether a node was written in the body of a template. */
  boolean wrote(YamlNode node) {
    return templates.values().stream().anyMatch(template -> template.holds(node));
  }

  Expanded expand(IndexedDocument pipeline) {
    var name = Nodes.scalar(pipeline.spec(), "template");
    if (name.isEmpty()) {
      return new Expanded(pipeline.root(), List.of());
    }
    var template = Optional.ofNullable(templates.get(name.get().text()));
    if (template.isEmpty()) {
      diagnostics
          .reporter(Rules.UNKNOWN_TEMPLATE)
          .at(
              name.get().span(),
              "unknown template `%s`".formatted(name.get().text()),
              Hints.nearest(name.get().text(), templates.keySet(), "templates"));
      return new Expanded(pipeline.root(), List.of());
    }
    return expand(pipeline, template.get(), name.get());
  }

  private Expanded expand(IndexedDocument pipeline, Template template, YamlScalar name) {
    var arguments = arguments(pipeline, template, name);
    var body = new TemplateBody(arguments, name.span()).of(template.body());
    var spec =
        TreeMerge.DOCUMENT.merge(body, pipeline.spec(), Schemas.PUBLISHED.spec(Kind.PIPELINE));
    return new Expanded(
        Nodes.with(pipeline.root(), "spec", spec), new ArrayList<>(arguments.values()));
  }

  private Map<String, TemplateArgument> arguments(
      IndexedDocument pipeline, Template template, YamlScalar use) {
    var given = Nodes.mapping(pipeline.spec(), "with");
    given.entries().forEach((name, entry) -> checkKnown(name, entry, template));
    var arguments = new LinkedHashMap<String, TemplateArgument>();
    template
        .parameters()
        .forEach(
            (name, declaration) ->
                argument(name, declaration, given, template, use)
                    .ifPresent(argument -> arguments.put(name, argument)));
    return arguments;
  }

  private void checkKnown(String name, YamlEntry entry, Template template) {
    if (!template.parameters().containsKey(name)) {
      diagnostics
          .reporter(Rules.UNKNOWN_PARAMETER)
          .at(
              entry.keySpan(),
              "template `%s` has no parameter `%s`".formatted(template.document().identity(), name),
              Hints.nearest(name, template.parameters().keySet(), "parameters"));
    }
  }

  private Optional<TemplateArgument> argument(
      String name, YamlMapping declaration, YamlMapping given, Template template, YamlScalar use) {
    var type = template.type(name);
    var value = given.find(name);
    if (value.isEmpty()) {
      var fallback = Nodes.scalar(declaration, "default");
      if (fallback.isEmpty()) {
        reportMissing(name, declaration, given, template, use);
      }
      return fallback.map(scalar -> new TemplateArgument(name, typeText(type), scalar));
    }
    if (value.get() instanceof YamlScalar scalar && fits(name, declaration, scalar, type)) {
      return Optional.of(new TemplateArgument(name, typeText(type), scalar));
    }
    return Optional.empty();
  }

  private static String typeText(Optional<ArgumentType> type) {
    return type.map(ArgumentType::text).orElse("string");
  }

  private void reportMissing(
      String name, YamlMapping declaration, YamlMapping given, Template template, YamlScalar use) {
    var place = given.entries().isEmpty() ? use.span() : given.span();
    diagnostics
        .reporter(Rules.BAD_ARGUMENT)
        .at(
            place,
            "template `%s` needs a value for `%s`".formatted(template.document().identity(), name),
            "the parameter is at %s".formatted(declaration.span()));
  }

  private boolean fits(
      String name, YamlMapping declaration, YamlScalar value, Optional<ArgumentType> type) {
    if (type.isPresent() && !type.get().takes(value)) {
      reportBad(name, declaration, value, type.get().what());
      return false;
    }
    var allowed =
        declaration.find("allowedValues").filter(YamlSequence.class::isInstance).stream()
            .flatMap(list -> ((YamlSequence) list).items().stream())
            .toList();
    if (!allowed.isEmpty() && allowed.stream().noneMatch(each -> Nodes.sameMeaning(each, value))) {
      var texts = allowed.stream().map(Nodes::shown).toList();
      reportBad(name, declaration, value, "one of `" + String.join("`, `", texts) + "`");
      return false;
    }
    return true;
  }

  private void reportBad(String name, YamlMapping declaration, YamlScalar value, String wanted) {
    diagnostics
        .reporter(Rules.BAD_ARGUMENT)
        .at(
            value.span(),
            "`%s` does not fit the parameter `%s`".formatted(value.text(), name),
            "write %s; the parameter is at %s".formatted(wanted, declaration.span()));
  }
}
