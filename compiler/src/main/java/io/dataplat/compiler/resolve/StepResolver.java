package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.merge.SqlFiles;
import io.dataplat.compiler.model.SqlText;
import io.dataplat.compiler.model.Task.Keep;
import io.dataplat.compiler.model.Task.MissingMember;
import io.dataplat.compiler.model.Task.Named;
import io.dataplat.compiler.model.Task.NullKeys;
import io.dataplat.compiler.model.Task.Step;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes the steps of tasks. */
final class StepResolver {
  private final Map<String, String> texts;
  private final Diagnostics diagnostics;

  /**
   * @param texts the texts of all source files by path
   */
  StepResolver(Map<String, String> texts, Diagnostics diagnostics) {
    this.texts = texts;
    this.diagnostics = diagnostics;
  }

  List<Optional<Step>> resolve(Fields task, Relations relations) {
    var steps = new ArrayList<Optional<Step>>();
    var places = task.below("steps");
    task.members("steps")
        .forEach((name, step) -> steps.add(step(name, places.keySpan(name), step, relations)));
    return steps;
  }

  private Optional<Step> step(String name, SourceSpan span, Fields step, Relations relations) {
    var source = new SqlSource(texts);
    var sql = step.scalar("sql").map(source::of);
    var file = step.scalar("sqlFile");
    if (sql.isPresent() || file.isPresent()) {
      return sql.or(() -> file.flatMap(named -> read(named, source)))
          .map(text -> new Step.Sql(name, span, text));
    }
    return step.find("deduplicate")
        .map(fields -> deduplicate(name, span, fields, relations))
        .or(() -> step.find("lookup").map(fields -> lookup(name, span, fields, relations)));
  }

  private Optional<SqlText> read(YamlScalar named, SqlSource source) {
    var path = SqlFiles.path(named.span().file(), named.text());
    if (path.isEmpty()) {
      diagnostics
          .reporter(Rules.PATH_ESCAPES_ROOT)
          .at(
              named.span(),
              "`%s` leads out of the repository".formatted(named.text()),
              "write a path relative to this file");
      return Optional.empty();
    }
    var text = source.ofFile(path.get()).map(file -> file.usedBy(named.span().users()));
    if (text.isEmpty()) {
      var files =
          texts.keySet().stream()
              .filter(file -> file.endsWith(".sql"))
              .map(file -> SqlFiles.named(named.span().file(), file))
              .toList();
      diagnostics
          .reporter(Rules.MISSING_FILE)
          .at(
              named.span(),
              "there is no file `%s`".formatted(path.get()),
              Hints.nearest(named.text(), files, "SQL files"));
    }
    text.ifPresent(this::checkReferences);
    return text;
  }

  /** Spark would take a reference for a variable of its own, and put text into the query. */
  private void checkReferences(SqlText sql) {
    var at = sql.text().indexOf("${");
    if (at >= 0) {
      var before = sql.text().substring(0, at);
      var line = (int) before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
      var column = at - before.lastIndexOf('\n');
      diagnostics
          .reporter(Rules.REFERENCE_NOT_ALLOWED)
          .at(
              sql.span(line, column, line, column + 2),
              "SQL takes no reference `${...}`",
              "SQL takes values as `:name`, such as `:run_start`");
    }
  }

  private Step deduplicate(String name, SourceSpan span, Fields fields, Relations relations) {
    var from = fields.required("from");
    relations.check(from);
    relations.checkColumns(from.text(), fields.items("keys"));
    var keep = fields.below("keep");
    var latest = keep.has("latestBy");
    var column = keep.scalar(latest ? "latestBy" : "earliestBy");
    relations.checkColumns(from.text(), column.stream().toList());
    return new Step.Deduplicate(
        name,
        span,
        fields.requiredText("from"),
        fields.itemTexts("keys"),
        keep.text(latest ? "latestBy" : "earliestBy").map(by -> new Keep(latest, by)),
        new Scalars(diagnostics).duration(fields, "within"),
        fields.constant("nullKeys", NullKeys.class, NullKeys.FAIL));
  }

  private static Step lookup(String name, SourceSpan span, Fields fields, Relations relations) {
    relations.check(fields.required("from"));
    relations.check(fields.required("in"));
    return new Step.Lookup(
        name,
        span,
        fields.requiredText("from"),
        fields.requiredText("in"),
        named(fields.below("on")),
        fields.text("at"),
        named(fields.below("add")),
        fields.requiredConstant("missing", MissingMember.class));
  }

  private static List<Named> named(Fields columns) {
    var named = new ArrayList<Named>();
    for (var name : new TreeSet<>(columns.mapping().entries().keySet())) {
      columns
          .text(name)
          .ifPresent(
              column -> named.add(new Named(new Located<>(name, columns.keySpan(name)), column)));
    }
    return named;
  }
}
