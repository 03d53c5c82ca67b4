package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.SqlText;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.GroupsRequest;
import io.dataplat.sql.Parameter;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlAnalyzer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Gives types to one task: its inputs by contract, then step after step, then its outputs. */
final class TaskAnalyzer {

  private static final List<String> RUN_PARAMETERS = List.of("run_start", "run_end");

  private final SqlAnalyzer sql;
  private final AnalysisCache cache;
  private final Pipeline pipeline;
  private final Task task;
  private final Diagnostics findings;
  private final Map<String, Relation> inputs = new LinkedHashMap<>();
  private final Map<String, Relation> relations = new LinkedHashMap<>();
  private final List<AnalysedStep> steps = new ArrayList<>();
  private final Set<String> used = new TreeSet<>();
  private final List<Located<String>> runParameters = new ArrayList<>();

  TaskAnalyzer(
      SqlAnalyzer sql, AnalysisCache cache, Pipeline pipeline, Task task, Diagnostics findings) {
    this.sql = sql;
    this.cache = cache;
    this.pipeline = pipeline;
    this.task = task;
    this.findings = findings;
  }

  AnalysedTask analyze() {
    task.inputs().forEach(input -> inputs.put(input.alias(), InputRelation.of(input)));
    relations.putAll(inputs);
    var reads = new StepOrder(sql, task).reads();
    reportCycles(reads);
    for (var name : StepOrder.ordered(reads)) {
      task.steps().stream()
          .filter(step -> step.name().equals(name))
          .forEach(step -> analyze(step, reads.getOrDefault(name, List.of())));
    }
    task.outputs().forEach(output -> used.add(output.from().value()));
    new OutputAnalyzer(sql, cache, task, findings).analyze(relations);
    var complete = steps.size() == task.steps().size();
    return new AnalysedTask(
        inputs, steps, used, runParameters, complete, complete ? groups() : Optional.empty());
  }

  private Optional<TouchedGroups> groups() {
    return new GroupsAnalyzer(
            task,
            steps,
            relations,
            (step, relation) -> sql.rowGroups(new GroupsRequest(request(step), relation)),
            findings)
        .analyze();
  }

  private void reportCycles(Map<String, List<String>> reads) {
    var circular = StepOrder.circular(reads);
    for (var step : task.steps()) {
      if (circular.contains(step.name()) && reaches(reads, step.name(), step.name())) {
        used.addAll(reads.getOrDefault(step.name(), List.of()));
        var sources =
            reads.getOrDefault(step.name(), List.of()).stream()
                .filter(circular::contains)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        findings
            .reporter(Rules.STEP_CYCLE)
            .at(
                step.span(),
                "step `" + step.name() + "` depends on itself: it reads " + sources,
                "a step reads inputs and steps that do not read it");
      }
    }
  }

  private static boolean reaches(Map<String, List<String>> reads, String from, String target) {
    var open = new ArrayList<>(reads.getOrDefault(from, List.of()));
    var seen = new TreeSet<String>();
    while (!open.isEmpty()) {
      var next = open.remove(open.size() - 1);
      if (next.equals(target)) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(reads.getOrDefault(next, List.of()));
      }
    }
    return false;
  }

  private void analyze(Task.Step step, List<String> mentioned) {
    if (mentioned.stream().anyMatch(name -> isStep(name) && !relations.containsKey(name))) {
      // A step that reads one with a mistake would only repeat the mistake.
      used.addAll(mentioned);
      return;
    }
    if (step instanceof Task.Step.Sql query) {
      analyze(query);
    } else if (step instanceof Task.Step.Lookup lookup) {
      analyze(lookup);
    } else {
      var deduplicate = (Task.Step.Deduplicate) step;
      var from = deduplicate.from().value();
      used.add(from);
      new DeduplicateAnalyzer(deduplicate, findings)
          .analyze(Objects.requireNonNull(relations.get(from)))
          .ifPresent(this::add);
    }
  }

  private void analyze(Task.Step.Lookup step) {
    used.addAll(List.of(step.from().value(), step.in().value()));
    var dataset =
        task.inputs().stream()
            .filter(input -> input.alias().equals(step.in().value()))
            .map(input -> input.dataset().value())
            .findFirst();
    new LookupAnalyzer(
            step,
            Objects.requireNonNull(relations.get(step.from().value())),
            Objects.requireNonNull(relations.get(step.in().value())),
            dataset,
            findings)
        .analyze()
        .ifPresent(this::add);
  }

  private boolean isStep(String name) {
    return task.steps().stream().anyMatch(step -> step.name().equals(name));
  }

  private void analyze(Task.Step.Sql step) {
    var analysis = cache.query(request(step), sql::analyzeQuery);
    new SqlFindings(findings)
        .report(
            analysis,
            problem ->
                step.sql()
                    .span(
                        problem.line(), problem.column(), problem.endLine(), problem.endColumn()));
    used.addAll(analysis.relationsUsed());
    addRunParameters(step.sql(), analysis);
    if (!analysis.hasErrors()) {
      add(analysed(step, analysis));
    }
  }

  private QueryRequest request(Task.Step.Sql step) {
    return new QueryRequest(
        step.sql().text(),
        List.copyOf(relations.values()),
        parameters(),
        pipeline.timezone().value().getId());
  }

  private static AnalysedStep analysed(Task.Step.Sql step, SqlAnalysis analysis) {
    return new AnalysedStep(
        step,
        analysis.relationsUsed(),
        analysis.kind(),
        analysis.origins(),
        analysis.stateful(),
        analysis.asRelation(step.name()));
  }

  private void add(AnalysedStep step) {
    steps.add(step);
    relations.put(step.name(), step.relation());
  }

  private List<Parameter> parameters() {
    var parameters = new ArrayList<Parameter>();
    if (pipeline.mode().value() == Pipeline.Mode.BATCH) {
      RUN_PARAMETERS.forEach(name -> parameters.add(SqlParameters.ofRun(name)));
    }
    pipeline.parameters().forEach(each -> parameters.add(SqlParameters.ofTemplate(each)));
    return parameters;
  }

  private void addRunParameters(SqlText text, SqlAnalysis analysis) {
    for (var name : RUN_PARAMETERS) {
      if (analysis.parametersUsed().contains(name)) {
        var span = SqlParameters.place(text, name);
        runParameters.add(new Located<>(name, span));
      }
    }
  }
}
