package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks templates by themselves, whoever uses them. */
final class TemplateChecks {
  private final Template template;
  private final Map<String, String> sqlFiles;
  private final Diagnostics diagnostics;
  private final Set<String> used = new LinkedHashSet<>();

  private TemplateChecks(Template template, Map<String, String> sqlFiles, Diagnostics diagnostics) {
    this.template = template;
    this.sqlFiles = sqlFiles;
    this.diagnostics = diagnostics;
  }

  static void check(Template template, Map<String, String> sqlFiles, Diagnostics diagnostics) {
    var checks = new TemplateChecks(template, sqlFiles, diagnostics);
    checks.checkParameters();
    checks.checkBody(template.body());
    checks.checkNesting();
    checks.checkUse();
  }

  private void checkParameters() {
    var declared = Nodes.mapping(template.document().spec(), "parameters");
    declared
        .entries()
        .forEach(
            (name, entry) -> {
              if (name.startsWith("run_")) {
                diagnostics
                    .reporter(Rules.RESERVED_NAME)
                    .at(
                        entry.keySpan(),
                        "parameter `%s` cannot have this name".formatted(name),
                        "names that begin with `run_` are values of the run");
              }
            });
    template.parameters().forEach(this::checkDefault);
  }

  private void checkDefault(String name, YamlMapping declaration) {
    var type = template.type(name);
    var value = Nodes.scalar(declaration, "default");
    if (type.isPresent() && value.isPresent() && !type.get().takes(value.get())) {
      diagnostics
          .reporter(Rules.BAD_ARGUMENT)
          .at(
              value.get().span(),
              "the default `%s` of `%s` is not %s"
                  .formatted(value.get().text(), name, type.get().what()));
    }
  }

  private void checkBody(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      mapping.entries().values().forEach(entry -> checkBody(entry.value()));
    } else if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(this::checkBody);
    } else if (node instanceof YamlScalar scalar && ReferenceText.isNotLiteral(scalar.text())) {
      checkText(scalar);
    }
  }

  private void checkText(YamlScalar scalar) {
    var text = ReferenceText.of(scalar.text());
    for (var reference : text.references()) {
      References.parameter(reference)
          .ifPresent(name -> checkReference(name, text.single().isPresent(), scalar));
    }
  }

  private void checkReference(String name, boolean alone, YamlScalar scalar) {
    used.add(name);
    var type = template.type(name);
    if (!template.parameters().containsKey(name)) {
      diagnostics
          .reporter(Rules.UNKNOWN_REFERENCE)
          .at(
              scalar.span(),
              "unknown reference `${param.%s}`".formatted(name),
              Hints.nearest(name, template.parameters().keySet(), "parameters"));
    } else if (!alone && type.isPresent() && !type.get().mayStandInText()) {
      diagnostics
          .reporter(Rules.REFERENCE_NOT_ALLOWED)
          .at(
              scalar.span(),
              "`${param.%s}` is a boolean and cannot stand inside longer text".formatted(name));
    }
  }

  private void checkNesting() {
    Optional.ofNullable(template.body().entries().get("template"))
        .ifPresent(
            entry ->
                diagnostics
                    .reporter(Rules.UNKNOWN_FIELD)
                    .at(entry.keySpan(), "a template cannot use another template"));
  }

  private void checkUse() {
    var declared = Nodes.mapping(template.document().spec(), "parameters");
    var sql = sqlTexts();
    declared
        .entries()
        .forEach(
            (name, entry) -> {
              var marker = Pattern.compile(":" + Pattern.quote(name) + "\\b");
              if (!used.contains(name)
                  && sql.stream().noneMatch(text -> marker.matcher(text).find())) {
                diagnostics
                    .reporter(Rules.UNUSED_PARAMETER)
                    .at(
                        entry.keySpan(),
                        "nothing in the template uses the parameter `%s`".formatted(name),
                        "write `${param.%s}` in a field or `:%s` in SQL, or remove it"
                            .formatted(name, name));
              }
            });
  }

  private List<String> sqlTexts() {
    var texts =
        new ArrayList<>(
            SqlFiles.fields(template.body(), "sql").stream().map(YamlScalar::text).toList());
    for (var named : SqlFiles.fields(template.body(), "sqlFile")) {
      SqlFiles.path(named.span().file(), named.text())
          .flatMap(path -> Optional.ofNullable(sqlFiles.get(path)))
          .ifPresent(texts::add);
    }
    return texts;
  }
}
