package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.Relation;
import io.dataplat.sql.RowGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Finds out by what the rows of an input make the rows of an output, where a run replaces the
 * groups that new rows touch; or why that would not give what a run over all rows gives.
 */
final class GroupsAnalyzer {

  private static final String INSTEAD = "read with `read: full` and write `overwrite`";

  private final Task task;
  private final List<AnalysedStep> steps;
  private final Map<String, Relation> relations;
  private final BiFunction<Task.Step.Sql, String, RowGroups> rows;
  private final Diagnostics findings;

  /**
   * @param steps all steps of the task, in the order of use
   * @param relations what inputs and steps deliver
   * @param rows what a query does with the rows of a relation
   */
  GroupsAnalyzer(
      Task task,
      List<AnalysedStep> steps,
      Map<String, Relation> relations,
      BiFunction<Task.Step.Sql, String, RowGroups> rows,
      Diagnostics findings) {
    this.task = task;
    this.steps = steps;
    this.relations = relations;
    this.rows = rows;
    this.findings = findings;
  }

  /** Returns the groups of the task's output, unless it has mistakes or is written otherwise. */
  Optional<TouchedGroups> analyze() {
    var output = task.outputs().stream().filter(GroupsAnalyzer::isByGroups).findFirst();
    if (output.isEmpty()) {
      return Optional.empty();
    }
    var write = output.get().write();
    var place = write.mode().spanOr(write.span());
    var input =
        task.inputs().stream()
            .filter(each -> each.read().value() == Task.Read.CHANGES)
            .map(Task.Input::alias)
            .findFirst();
    if (input.isEmpty()) {
      report(
          place,
          "no input is read by its changes, so no new row touches a group",
          "read one with `read: changes`, or write `overwrite`");
      return Optional.empty();
    }
    if (task.outputs().size() > 1) {
      report(
          place,
          "the input brings the rows of groups of one output, and this task has several",
          "make a task for each output");
      return Optional.empty();
    }
    return way(input.get(), output.get())
        .flatMap(way -> follow(input.get(), way, new GroupKeys(output.get(), this::report)));
  }

  static boolean isByGroups(Task.Output output) {
    return output.write().mode().value() == Task.WriteMode.OVERWRITE_GROUPS;
  }

  /** The steps from the input to the output, each of which reads the one before. */
  private Optional<List<AnalysedStep>> way(String input, Task.Output output) {
    var way = new ArrayList<AnalysedStep>();
    var at = output.from().value();
    while (!at.equals(input)) {
      var step = step(at);
      var sources =
          step.stream()
              .flatMap(each -> each.reads().stream())
              .filter(name -> comesFrom(name, input))
              .toList();
      if (step.isEmpty() || sources.size() != 1) {
        report(
            step.map(each -> each.step().span()).orElse(output.from().spanOr(output.span())),
            sources.isEmpty()
                ? "`%s` has no row of the input `%s`, which is read by its changes"
                    .formatted(at, input)
                : "`%s` reads the rows of `%s` twice, so a group depends on rows of others"
                    .formatted(at, input),
            INSTEAD);
        return Optional.empty();
      }
      way.add(0, step.get());
      at = sources.get(0);
    }
    return Optional.of(way);
  }

  private Optional<AnalysedStep> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  private boolean comesFrom(String name, String input) {
    return name.equals(input)
        || step(name).stream()
            .flatMap(step -> step.reads().stream())
            .anyMatch(read -> comesFrom(read, input));
  }

  private Optional<TouchedGroups> follow(String input, List<AnalysedStep> way, GroupKeys keys) {
    keys.begin(relation(input));
    var from = input;
    for (var step : way) {
      var groups = rows(step, from);
      if (groups.isEmpty() || !keys.follow(step, from, groups.get())) {
        return Optional.empty();
      }
      from = step.name();
    }
    return keys.target(input, relation(from));
  }

  private Relation relation(String name) {
    return Objects.requireNonNull(relations.get(name));
  }

  private Optional<RowGroups> rows(AnalysedStep step, String from) {
    if (step.step() instanceof Task.Step.Sql query) {
      var found = rows.apply(query, from);
      new SqlFindings(findings)
          .report(
              found.problems(),
              problem ->
                  query
                      .sql()
                      .span(
                          problem.line(),
                          problem.column(),
                          problem.endLine(),
                          problem.endColumn()));
      return Optional.of(found).filter(each -> each.problems().isEmpty());
    }
    if (step.step() instanceof Task.Step.Lookup lookup && lookup.from().value().equals(from)) {
      return Optional.of(GroupKeys.sameRows(relation(from)));
    }
    report(
        step.step().span(),
        step.step() instanceof Task.Step.Lookup
            ? "the lookup `%s` finds what all rows of the input make".formatted(step.name())
            : "the deduplication `%s` compares all rows".formatted(step.name()),
        INSTEAD);
    return Optional.empty();
  }

  private void report(SourceSpan place, String message, String hint) {
    findings.reporter(Rules.NOT_BY_GROUPS).at(place, message, hint);
  }
}
