package io.dataplat.sql.spark;

import io.dataplat.sql.spark.SqlText.Range;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SetOperation;
import org.apache.spark.sql.catalyst.plans.logical.Union;

/** Finds the part of a query that an error is about, where Spark points at the whole query. */
record Narrowing(SqlText text, Range range) {
  Optional<Range> in(LogicalPlan parsed) {
    return Trees.plans(parsed)
        .filter(plan -> text.rangeOf(plan.origin()).equals(range))
        .flatMap(plan -> part(plan).stream())
        .findFirst();
  }

  private Optional<Range> part(LogicalPlan plan) {
    if (plan instanceof Filter filter) {
      return place(filter.condition());
    }
    if (plan instanceof UnresolvedHaving having) {
      return place(having.havingCondition());
    }
    if (plan instanceof Join join) {
      return Scala.<Expression>optional(join.condition()).flatMap(this::place);
    }
    if (plan instanceof Union || plan instanceof SetOperation) {
      return Optional.of(text.rangeOf(Trees.children(plan).get(1).origin()));
    }
    return Optional.empty();
  }

  private Optional<Range> place(Expression expression) {
    return expression.origin().startIndex().isDefined()
        ? Optional.of(text.rangeOf(expression.origin()))
        : Optional.empty();
  }
}
