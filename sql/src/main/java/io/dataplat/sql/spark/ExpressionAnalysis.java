package io.dataplat.sql.spark;

import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.StepKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NullType;
import scala.Option;

/** One analysis of a row rule: a boolean over one row that has a value for every row (4.3). */
final class ExpressionAnalysis {
  private static final Set<String> KEPT_RULES =
      Set.of("unknown-column", "unknown-sql-parameter", "forbidden-function");

  private static final int MOST_DEPTH = 500;

  private final CatalystSqlParser parser;
  private final ExpressionRequest request;
  private final SqlText text;
  private final DeclaredRelations relations;

  ExpressionAnalysis(CatalystSqlParser parser, ExpressionRequest request) {
    this.parser = parser;
    this.request = request;
    this.text = new SqlText(request.expression());
    this.relations = new DeclaredRelations(List.of(request.relation()), parser);
  }

  SqlAnalysis run() {
    var problem = StatementShape.problem(text, request.expression(), "a check is one expression");
    if (problem.isPresent()) {
      return failed(List.of(problem.get()));
    }
    try {
      return analyze(parser.parseExpression(request.expression()));
    } catch (Exception | StackOverflowError failure) {
      return failed(List.of(new SparkErrors(text, Optional.empty()).problem(failure)));
    }
  }

  private SqlAnalysis analyze(Expression parsed) {
    if (Trees.isDeeperThan(MOST_DEPTH, parsed)) {
      return failed(
          List.of(new SparkErrors(text, Optional.empty()).problem(new StackOverflowError())));
    }
    var names = new ParsedNames(text, relations, List.of());
    names.check(parsed, Set.of());
    var problems = new ArrayList<>(names.problems());
    if (parsed instanceof Alias) {
      problems.add(
          text.error(
              "bad-expression", text.all(), "a check has no name", Optional.of("leave out AS")));
    }
    Trees.nested(parsed)
        .filter(SubqueryExpression.class::isInstance)
        .forEach(part -> problems.add(notTotal(part, "a subquery is not allowed in a row rule")));
    if (!problems.isEmpty()) {
      return failed(problems);
    }
    var alias =
        new Alias(
            parsed,
            "check",
            NamedExpression$.MODULE$.newExprId(),
            Scala.seq(List.of()),
            Option.empty(),
            Scala.seq(List.of()));
    var rows = relations.planOf(request.relation());
    var plan = new Project(Scala.<NamedExpression>seq(List.of(alias)), rows);
    return result(new StepAnalyzer(relations, parser).analyze(plan));
  }

  private SqlAnalysis result(LogicalPlan plan) {
    var problems = new LinkedHashSet<SqlProblem>();
    var node = plan.nodeName();
    if (!node.equals("Project")
        || !Trees.children(plan).get(0).nodeName().equals("SubqueryAlias")) {
      problems.add(
          text.error(
              "rule-not-total",
              text.all(),
              "a row rule looks at one row: no aggregate, window or row generator",
              Optional.of("use a metric, or compute it in a step")));
      return failed(List.copyOf(problems));
    }
    var expression = Trees.expressions(plan).get(0);
    var value = expression instanceof Alias alias ? alias.child() : expression;
    if (!(value.dataType() instanceof BooleanType || value.dataType() instanceof NullType)) {
      problems.add(notBoolean(value));
    }
    Trees.nested(value).forEach(part -> check(part, problems));
    var sorted = new ArrayList<>(problems);
    sorted.sort(QueryAnalysis.BY_PLACE);
    return analysis(plan, value, sorted);
  }

  private SqlProblem notBoolean(Expression value) {
    return text.error(
        "bad-expression",
        text.all(),
        "a check is true or false; this is a `" + TypeText.of(value.dataType()) + "`",
        Optional.of("compare it with something"));
  }

  private void check(Expression part, Set<SqlProblem> problems) {
    new ThrowingExpressions(text)
        .find(part, true)
        .map(
            found ->
                text.error(
                    "rule-not-total", found.range(), found.message(), Optional.of(found.hint())))
        .ifPresent(problems::add);
    FunctionRules.problem(text, text.rangeOf(part.origin()), DeterminismRules.nameOf(part), false)
        .map(ExpressionAnalysis::inRule)
        .ifPresent(problems::add);
  }

  private SqlProblem notTotal(Expression part, String message) {
    return text.error(
        "rule-not-total",
        text.rangeOf(part.origin()),
        message,
        Optional.of("compute it in a step, and check its column"));
  }

  private static SqlAnalysis analysis(
      LogicalPlan plan, Expression value, List<SqlProblem> problems) {
    var lineage = new Lineage(plan);
    return new SqlAnalysis(
        List.of(new SqlColumn("check", TypeText.of(value.dataType()), value.nullable())),
        problems,
        StepKind.KEEPING,
        lineage.relations(),
        List.of(),
        lineage.origins(plan),
        List.of(),
        false,
        false,
        Optional.empty());
  }

  private SqlAnalysis failed(List<SqlProblem> problems) {
    var renamed = new ArrayList<>(problems.stream().map(ExpressionAnalysis::inRule).toList());
    renamed.sort(QueryAnalysis.BY_PLACE);
    return SqlAnalysis.failed(renamed, List.of(), List.of());
  }

  /** The same mistake has another rule id in an expression than in a query. */
  private static SqlProblem inRule(SqlProblem problem) {
    var total = Set.of("not-deterministic", "rule-not-total").contains(problem.rule());
    var kept = KEPT_RULES.contains(problem.rule());
    return new SqlProblem(
        total ? "rule-not-total" : kept ? problem.rule() : "bad-expression",
        problem.line(),
        problem.column(),
        problem.endLine(),
        problem.endColumn(),
        problem.message(),
        problem.rule().equals("not-deterministic")
            ? Optional.of("compute it in a step, and check its column")
            : problem.hint(),
        problem.warning());
  }
}
