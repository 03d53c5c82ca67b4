package io.dataplat.sql.spark;

import io.dataplat.sql.Parameter;
import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SqlText.Range;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.ExpressionWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.PosParameter;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.Origin;

/** Every name that a parsed query uses, checked in one walk: relations, functions, parameters. */
final class ParsedNames {
  private static final Pattern CALL = Pattern.compile("\\)\\s*\\(");

  private final SqlText text;
  private final DeclaredRelations relations;
  private final List<Parameter> parameters;
  private final List<SqlProblem> problems = new ArrayList<>();
  private final Set<String> relationsUsed = new LinkedHashSet<>();
  private final Set<String> parametersUsed = new LinkedHashSet<>();

  ParsedNames(SqlText text, DeclaredRelations relations, List<Parameter> parameters) {
    this.text = text;
    this.relations = relations;
    this.parameters = parameters;
  }

  List<SqlProblem> problems() {
    return List.copyOf(problems);
  }

  List<String> relationsUsed() {
    return List.copyOf(relationsUsed);
  }

  List<String> parametersUsed() {
    return List.copyOf(parametersUsed);
  }

  void check(LogicalPlan plan) {
    check(plan, Set.of());
  }

  private void check(LogicalPlan plan, Set<String> visible) {
    var scope = new LinkedHashSet<>(visible);
    if (plan instanceof UnresolvedWith with) {
      for (var named : Scala.list(with.cteRelations())) {
        if (with.allowRecursion()) {
          scope.add(DeclaredRelations.fold(named._1()));
        }
        check(named._2(), scope);
        scope.add(DeclaredRelations.fold(named._1()));
      }
    } else if (plan instanceof UnresolvedRelation relation) {
      checkRelation(relation, scope);
    } else if (plan instanceof PlanWithUnresolvedIdentifier dynamic) {
      refuse(
          "unknown-relation",
          dynamic,
          "a relation is named itself, not by IDENTIFIER",
          "write its name");
    } else if (plan instanceof ScriptTransformation script) {
      refuse("forbidden-function", script, "TRANSFORM starts a program", "use SQL functions");
    } else if (plan instanceof RelationTimeTravel travel) {
      refuse("bad-sql", travel, "a step cannot choose a version", "the run pins its inputs");
    } else if (plan instanceof SubqueryAlias named) {
      checkAlias(named);
    } else if (plan instanceof UnresolvedTableValuedFunction call) {
      checkFunction(Scala.list(call.name()), call.origin(), call.functionArgs().isEmpty(), true);
    }
    Scala.<Expression>list(plan.expressions()).forEach(expression -> check(expression, scope));
    Scala.<LogicalPlan>list(plan.children()).forEach(child -> check(child, scope));
  }

  void check(Expression expression, Set<String> scope) {
    if (expression instanceof SubqueryExpression subquery) {
      check(subquery.plan(), scope);
    } else if (expression instanceof UnresolvedFunction call) {
      checkFunction(Scala.list(call.nameParts()), call.origin(), call.arguments().isEmpty(), false);
    } else if (expression instanceof ExpressionWithUnresolvedIdentifier dynamic) {
      checkIdentifier(dynamic);
    } else if (expression instanceof NamedParameter parameter) {
      checkParameter(parameter);
    } else if (expression instanceof PosParameter) {
      problems.add(
          text.error(
              "unknown-sql-parameter",
              text.rangeOf(expression.origin()),
              "`?` has no name",
              Optional.of("name the parameter, as in `:run_start`")));
    }
    Scala.<Expression>list(expression.children()).forEach(child -> check(child, scope));
  }

  private void checkRelation(UnresolvedRelation relation, Set<String> scope) {
    var parts = Scala.<String>list(relation.multipartIdentifier());
    var name = String.join(".", parts);
    if (parts.size() == 1 && scope.contains(DeclaredRelations.fold(name))) {
      return;
    }
    if (parts.size() == 1 && relations.knows(name)) {
      relationsUsed.add(relations.declaredName(name));
      return;
    }
    var known = relations.names();
    var last = parts.get(parts.size() - 1);
    var hint =
        NearNames.hint(last, known)
            .or(
                () ->
                    known.isEmpty()
                        ? Optional.empty()
                        : Optional.of("known here: " + quoted(known)));
    problems.add(
        text.error(
            "unknown-relation",
            text.rangeOf(relation.origin()),
            "`" + name + "` is no input and no step of this task",
            hint));
  }

  /** Only columns may be chosen by a parameter: a function could be any of the forbidden ones. */
  private void checkIdentifier(ExpressionWithUnresolvedIdentifier dynamic) {
    var range = text.rangeOf(dynamic.origin());
    var name = dynamic.identifierExpr();
    if (CALL.matcher(text.slice(range)).find()) {
      var message = "a function is called by its name, not by IDENTIFIER";
      problems.add(text.error("forbidden-function", range, message, Optional.empty()));
    } else if (!(name instanceof NamedParameter || name instanceof Literal)) {
      var hint = Optional.of("write `IDENTIFIER(:name)`");
      problems.add(text.error("bad-sql", range, "IDENTIFIER takes one parameter", hint));
    }
  }

  private void refuse(String rule, LogicalPlan plan, String message, String hint) {
    problems.add(text.error(rule, text.rangeOf(plan.origin()), message, Optional.of(hint)));
  }

  /** Spark takes {@code FROM orders WHERE} as a second name, {@code WHERE}, for the orders. */
  private void checkAlias(SubqueryAlias named) {
    var range = text.rangeOf(named.origin());
    var name = named.alias();
    var written = new Range(Math.max(range.start(), range.end() - name.length()), range.end());
    if (ReservedWords.WORDS.contains(DeclaredRelations.fold(name))
        && text.slice(written).equalsIgnoreCase(name)) {
      problems.add(
          text.error(
              "bad-sql",
              written,
              "`" + text.slice(written) + "` is read as a name here",
              Optional.of("complete the clause, or quote the name with backticks")));
    }
  }

  private void checkFunction(
      List<String> nameParts, Origin origin, boolean noArguments, boolean table) {
    var name = nameParts.get(nameParts.size() - 1);
    var refused = FunctionRules.problem(text, text.rangeOf(origin), name, noArguments);
    if (refused.isPresent()) {
      problems.add(refused.get());
    } else if (nameParts.size() > 1 || !exists(name, table)) {
      unknownFunction(String.join(".", nameParts), origin, table);
    }
  }

  private static boolean exists(String name, boolean table) {
    var identifier = new FunctionIdentifier(name);
    return TableFunctionRegistry$.MODULE$.builtin().functionExists(identifier)
        || (!table && FunctionRegistry$.MODULE$.builtin().functionExists(identifier));
  }

  private void unknownFunction(String name, Origin origin, boolean table) {
    var registered =
        table
            ? TableFunctionRegistry$.MODULE$.builtin().listFunction()
            : FunctionRegistry$.MODULE$.builtin().listFunction();
    var names =
        Scala.<FunctionIdentifier>list(registered).stream()
            .map(FunctionIdentifier::funcName)
            .toList();
    var start = text.rangeOf(origin).start();
    problems.add(
        text.error(
            "bad-sql",
            text.wordAt(start),
            "unknown function `" + name + "`",
            NearNames.hint(name, names)));
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private void checkParameter(NamedParameter parameter) {
    var names = parameters.stream().map(Parameter::name).toList();
    if (names.contains(parameter.name())) {
      parametersUsed.add(parameter.name());
      return;
    }
    var hint =
        NearNames.nearest(parameter.name(), names)
            .map(name -> "did you mean `:" + name + "`?")
            .or(
                () ->
                    Optional.of(
                        names.isEmpty()
                            ? "none is defined"
                            : "defined: "
                                + quoted(names.stream().map(name -> ":" + name).toList())));
    problems.add(
        text.error(
            "unknown-sql-parameter",
            text.rangeOf(parameter.origin()),
            "unknown parameter `:" + parameter.name() + "`",
            hint));
  }
}
