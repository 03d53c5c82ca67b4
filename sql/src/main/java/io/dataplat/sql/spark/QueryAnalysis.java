package io.dataplat.sql.spark;

import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.RowGroups;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SqlText.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.EventTimeWatermark;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;

/** One analysis of one query: parse, check the names, resolve, check the meaning. */
final class QueryAnalysis {
  static final Comparator<SqlProblem> BY_PLACE =
      Comparator.comparingInt(SqlProblem::line)
          .thenComparingInt(SqlProblem::column)
          .thenComparing(SqlProblem::rule)
          .thenComparing(SqlProblem::message);

  private static final int MOST_DEPTH = 500;

  private final CatalystSqlParser parser;
  private final QueryRequest request;
  private final SqlText text;
  private final DeclaredRelations relations;
  private final ParsedNames names;

  QueryAnalysis(CatalystSqlParser parser, QueryRequest request) {
    this.parser = parser;
    this.request = request;
    this.text = new SqlText(request.sql());
    this.relations = new DeclaredRelations(request.relations(), parser);
    this.names = new ParsedNames(text, relations, request.parameters());
  }

  SqlAnalysis run() {
    var problem = StatementShape.problem(text, request.sql(), "a step is one SELECT");
    if (problem.isPresent()) {
      return failed(List.of(problem.get()));
    }
    Optional<LogicalPlan> parsed = Optional.empty();
    try {
      var plan = parser.parsePlan(request.sql());
      parsed = Optional.of(plan);
      return analyze(plan);
    } catch (Exception | StackOverflowError failure) {
      return failed(List.of(new SparkErrors(text, parsed).problem(failure)));
    }
  }

  /** Follows the rows of a relation through the query, which has no mistakes. */
  RowGroups groups(String relation) {
    try {
      var analyzer = new StepAnalyzer(relations, parser);
      var rows = new RowExpressions(relation, analyzer, parser);
      return new GroupedRows(text, relation, rows).of(resolved(parser.parsePlan(request.sql())));
    } catch (Exception failure) {
      // Scala hides that Spark's checked exceptions pass here.
      throw new IllegalStateException("a query was analysed and cannot be", failure);
    }
  }

  private LogicalPlan resolved(LogicalPlan parsed) {
    var bound = ParameterLiterals.bind(parsed, request.parameters(), request.timezone(), parser);
    return new InlineCTE(true, false).apply(new StepAnalyzer(relations, parser).analyze(bound));
  }

  private SqlAnalysis analyze(LogicalPlan parsed) {
    if (Trees.isDeeperThan(MOST_DEPTH, parsed)) {
      return failed(
          List.of(new SparkErrors(text, Optional.empty()).problem(new StackOverflowError())));
    }
    if (Trees.plans(parsed).anyMatch(QueryAnalysis::isStatement)) {
      return failed(List.of(notSelect(parsed)));
    }
    names.check(parsed);
    if (names.problems().stream().anyMatch(found -> !found.rule().equals("not-deterministic"))) {
      return failed(names.problems());
    }
    return result(resolved(parsed));
  }

  private static boolean isStatement(LogicalPlan plan) {
    return plan instanceof Command
        || plan instanceof ParsedStatement
        || plan instanceof InsertIntoStatement;
  }

  private SqlProblem notSelect(LogicalPlan parsed) {
    var statement = Trees.plans(parsed).filter(QueryAnalysis::isStatement).findFirst();
    return text.error(
        "sql-not-select",
        statement.map(plan -> text.rangeOf(plan.origin())).orElseGet(text::all),
        "a step is one SELECT; this is another statement",
        Optional.empty());
  }

  private SqlAnalysis result(LogicalPlan plan) {
    var lineage = new Lineage(plan);
    var uniqueness = new Uniqueness(request.relations());
    return new SqlAnalysis(
        columns(plan),
        findings(plan, uniqueness),
        StepKinds.of(plan),
        lineage.relations(),
        names.parametersUsed(),
        lineage.origins(plan),
        uniqueness.keyOf(plan),
        plan.isStreaming(),
        StepKinds.isStateful(plan),
        watermark(plan));
  }

  private List<SqlProblem> findings(LogicalPlan plan, Uniqueness uniqueness) {
    var problems = new LinkedHashSet<>(names.problems());
    problems.addAll(new OrderRules(text, uniqueness).check(plan));
    problems.addAll(new DeterminismRules(text, uniqueness).check(plan));
    problems.addAll(mayThrow(plan));
    problems.addAll(new StreamRules(text).check(plan));
    problems.addAll(duplicateColumns(plan));
    var sorted = new ArrayList<>(problems);
    sorted.sort(BY_PLACE);
    return sorted;
  }

  private List<SqlProblem> mayThrow(LogicalPlan plan) {
    var throwing = new ThrowingExpressions(text);
    return Trees.plans(plan)
        .flatMap(node -> Trees.expressions(node).stream())
        .flatMap(Trees::nested)
        .flatMap(expression -> throwing.find(expression, false).stream())
        .map(
            found ->
                text.warning(
                    "may-throw", found.range(), found.message(), Optional.of(found.hint())))
        .toList();
  }

  private List<SqlProblem> duplicateColumns(LogicalPlan plan) {
    var seen = new LinkedHashSet<String>();
    return Scala.<Attribute>list(plan.output()).stream()
        .filter(column -> !seen.add(DeclaredRelations.fold(column.name())))
        .map(
            column ->
                text.error(
                    "bad-sql",
                    placeOf(column, plan),
                    "two columns of the result are named `" + column.name() + "`",
                    Optional.of("rename one: `… AS other_name`")))
        .toList();
  }

  private Range placeOf(Attribute column, LogicalPlan plan) {
    return Trees.plans(plan)
        .flatMap(node -> Trees.expressions(node).stream())
        .filter(
            part -> part instanceof NamedExpression named && named.exprId().equals(column.exprId()))
        .map(Expression::origin)
        .filter(origin -> origin.startIndex().isDefined())
        .findFirst()
        .map(text::rangeOf)
        .orElseGet(text::all);
  }

  private static List<SqlColumn> columns(LogicalPlan plan) {
    return Scala.<Attribute>list(plan.output()).stream()
        .map(
            column ->
                new SqlColumn(column.name(), TypeText.of(column.dataType()), column.nullable()))
        .toList();
  }

  private static Optional<String> watermark(LogicalPlan plan) {
    return Scala.<Attribute>list(plan.output()).stream()
        .filter(column -> column.metadata().contains(EventTimeWatermark.delayKey()))
        .map(Attribute::name)
        .findFirst();
  }

  private SqlAnalysis failed(List<SqlProblem> problems) {
    var sorted = new ArrayList<>(problems);
    sorted.sort(BY_PLACE);
    return SqlAnalysis.failed(sorted, names.relationsUsed(), names.parametersUsed());
  }
}
