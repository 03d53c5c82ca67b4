package io.dataplat.jobs.plan;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Deletes;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Lookup;
import io.dataplat.jobplan.LookupVersion;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.RowRule;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Step;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.Parameter;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges the SQL of a plan by the compiler's own analysis before any of it runs: it is queries over
 * what the task declares, and calls nothing that reaches outside.
 */
final class PlanSql {

  private static final SqlAnalyzer ANALYZER = new SparkSqlAnalyzer();

  // What else a compiler refuses may differ from version to version; a plan that one took must run.
  private static final List<String> REFUSED =
      List.of(
          "sql-not-select",
          "forbidden-function",
          "unknown-relation",
          "unknown-column",
          "unknown-sql-parameter",
          "bad-sql",
          "bad-expression");

  private final JobPlan plan;
  private final Map<String, Relation> relations = new LinkedHashMap<>();

  PlanSql(JobPlan plan) {
    this.plan = plan;
  }

  void check() {
    for (var input : plan.inputs()) {
      var columns = columns(columnsOf(input.dataset()).stream());
      relations.put(input.alias(), Relation.of(input.alias(), columns));
      check(input.rules(), input.dataset(), columns);
      checkQueries(input.metrics(), input.dataset());
    }
    plan.steps().forEach(this::check);
    for (var output : plan.outputs()) {
      var delivered =
          columnsOf(output.dataset()).stream().filter(column -> column.generated().isEmpty());
      check(output.rules(), output.dataset(), columns(delivered));
      checkDeletes(output);
      checkGroups(output);
      checkQueries(output.metrics(), output.dataset());
    }
  }

  private List<ContractColumn> columnsOf(String dataset) {
    return plan.dataset(dataset).orElseThrow().columns();
  }

  private static List<SqlColumn> columns(Stream<ContractColumn> columns) {
    return columns
        .map(each -> new SqlColumn(each.name(), ColumnTypes.of(each).sql(), each.nullable()))
        .toList();
  }

  private void check(Step step) {
    if (step.deduplicate().isPresent()) {
      var from = relation(step.deduplicate().get().from());
      relations.put(step.name(), Relation.of(step.name(), from.columns()));
      return;
    }
    if (step.lookup().isPresent()) {
      var columns = lookedUp(step.name(), step.lookup().get());
      relations.put(step.name(), Relation.of(step.name(), columns));
      return;
    }
    var read = step.reads().stream().map(this::relation).toList();
    var zone = plan.session().timezone();
    var analysis =
        ANALYZER.analyzeQuery(
            new QueryRequest(step.query().orElseThrow(), read, parameters(), zone));
    refuse("step `" + step.name() + "`", analysis.problems());
    relations.put(step.name(), Relation.of(step.name(), analysis.columns()));
  }

  private List<SqlColumn> lookedUp(String step, Lookup lookup) {
    var columns = new ArrayList<>(relation(lookup.from()).columns());
    lookup.on().forEach(key -> column(step, lookup.from(), key.column()));
    lookup.on().forEach(key -> column(step, lookup.in(), key.key()));
    lookup.at().flatMap(LookupVersion::time).ifPresent(at -> column(step, lookup.from(), at));
    for (var added : lookup.add()) {
      var type = column(step, lookup.in(), added.column()).type();
      columns.add(new SqlColumn(added.name(), type, true));
    }
    return columns;
  }

  private SqlColumn column(String step, String relation, String name) {
    return relation(relation).columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.PLAN_REFUSED,
                    "plan-sql",
                    "step `%s`: `%s` has no column `%s`".formatted(step, relation, name)));
  }

  private Relation relation(String name) {
    return Objects.requireNonNull(relations.get(name), name);
  }

  private List<Parameter> parameters() {
    var parameters = new ArrayList<Parameter>();
    for (var each : plan.parameters()) {
      var type =
          switch (each.type()) {
            case INT, BOOLEAN, DATE -> each.type().toString();
            default -> "string";
          };
      parameters.add(new Parameter(each.name(), type, Optional.of(each.value())));
    }
    plan.schedule()
        .map(Schedule::interval)
        .filter(unit -> unit != IntervalUnit.NONE)
        .ifPresent(
            unit -> {
              parameters.add(new Parameter("run_start", "timestamp", Optional.empty()));
              parameters.add(new Parameter("run_end", "timestamp", Optional.empty()));
            });
    return parameters;
  }

  private void check(List<RowRule> rules, String dataset, List<SqlColumn> columns) {
    for (var rule : rules) {
      var request = new ExpressionRequest(rule.check(), Relation.of("dataset", columns), "UTC");
      refuse(
          "rule `" + rule.name() + "` of `" + dataset + "`",
          ANALYZER.analyzeExpression(request).problems());
    }
  }

  private void checkDeletes(Output output) {
    var rows = Relation.of("rows", relation(output.from()).columns());
    output
        .write()
        .deletes()
        .flatMap(Deletes::when)
        .map(when -> ANALYZER.analyzeExpression(new ExpressionRequest(when, rows, "UTC")))
        .ifPresent(
            analysis -> refuse("`deletes` of output `" + output.id() + "`", analysis.problems()));
  }

  private void checkGroups(Output output) {
    for (var groups : output.write().groups().stream().toList()) {
      var rows = Relation.of("rows", relation(groups.of()).columns());
      for (var column : groups.columns()) {
        // Only conditions are analysed, and every value is NULL or not.
        var request = new ExpressionRequest("(" + column.value() + ") IS NULL", rows, "UTC");
        refuse(
            "the groups of output `" + output.id() + "`",
            ANALYZER.analyzeExpression(request).problems());
      }
    }
  }

  private void checkQueries(List<MetricRule> metrics, String dataset) {
    var rows = Relation.of("rows", columns(columnsOf(dataset).stream()));
    for (var metric : metrics) {
      metric
          .query()
          .map(
              query -> new QueryRequest(query, List.of(rows), List.of(), plan.session().timezone()))
          .ifPresent(
              query ->
                  refuse(
                      "metric `" + metric.name() + "` of `" + dataset + "`",
                      ANALYZER.analyzeQuery(query).problems()));
    }
  }

  private static void refuse(String place, List<SqlProblem> problems) {
    problems.stream()
        .filter(problem -> !problem.warning() && REFUSED.contains(problem.rule()))
        .findFirst()
        .ifPresent(
            problem -> {
              throw new JobFailure(
                  ExitCode.PLAN_REFUSED,
                  "plan-sql",
                  "%s, line %s, column %s: %s"
                      .formatted(place, problem.line(), problem.column(), problem.message()));
            });
  }
}
