package io.dataplat.sql.spark;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.ExtendedAnalysisException;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.Origin;

/** Finds the column that makes Spark miss a GROUP BY: Spark itself points at the whole SELECT. */
final class UngroupedColumn {
  private UngroupedColumn() {}

  /** The name of the column. */
  static Optional<String> in(AnalysisException exception) {
    return exception instanceof ExtendedAnalysisException extended
        ? Scala.<LogicalPlan>optional(extended.plan())
            .flatMap(UngroupedColumn::in)
            .map(AttributeReference::name)
        : Optional.empty();
  }

  /** Where a parsed plan uses the column outside of aggregate functions. */
  static Optional<Origin> placeOf(String column, LogicalPlan parsed) {
    // Not the resolved column's own place: Spark shares one object between all uses.
    return Trees.plans(parsed)
        .flatMap(plan -> Trees.expressions(plan).stream())
        .flatMap(expression -> usesOf(column, expression))
        .map(Expression::origin)
        .findFirst();
  }

  private static Stream<Expression> usesOf(String column, Expression expression) {
    if (expression instanceof UnresolvedFunction call && aggregates(call)) {
      return Stream.empty();
    }
    if (expression instanceof UnresolvedAttribute use
        && use.nameParts().last().equalsIgnoreCase(column)) {
      return Stream.of(expression);
    }
    return Trees.children(expression).stream().flatMap(child -> usesOf(column, child));
  }

  private static boolean aggregates(UnresolvedFunction call) {
    var name = new FunctionIdentifier(call.nameParts().last());
    return Scala.<ExpressionInfo>optional(FunctionRegistry$.MODULE$.builtin().lookupFunction(name))
        .filter(function -> function.getGroup().equals("agg_funcs"))
        .isPresent();
  }

  private static Optional<AttributeReference> in(LogicalPlan plan) {
    if (plan instanceof Aggregate aggregate) {
      var found = in(aggregate);
      if (found.isPresent()) {
        return found;
      }
    }
    return Scala.<LogicalPlan>list(plan.children()).stream()
        .flatMap(child -> in(child).stream())
        .findFirst();
  }

  private static Optional<AttributeReference> in(Aggregate aggregate) {
    var grouped = new LinkedHashSet<Expression>();
    for (var expression : Scala.<Expression>list(aggregate.groupingExpressions())) {
      grouped.add(expression.canonicalized());
    }
    return Scala.<NamedExpression>list(aggregate.aggregateExpressions()).stream()
        .flatMap(named -> in((Expression) named, grouped).stream())
        .findFirst();
  }

  private static Optional<AttributeReference> in(Expression expression, Set<Expression> grouped) {
    if (expression instanceof AggregateExpression || grouped.contains(expression.canonicalized())) {
      return Optional.empty();
    }
    if (expression instanceof AttributeReference column) {
      return Optional.of(column);
    }
    return Scala.<Expression>list(expression.children()).stream()
        .flatMap(child -> in(child, grouped).stream())
        .findFirst();
  }
}
