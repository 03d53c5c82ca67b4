package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SqlText.Range;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;

/**
 * LIMIT needs an order that is total; an order without LIMIT has no effect (semantics 3.2, 3.4).
 */
final class OrderRules {
  private static final Set<String> TRANSPARENT =
      Set.of(
          "PipeOperator",
          "Project",
          "SubqueryAlias",
          "LocalLimit",
          "GlobalLimit",
          "Offset",
          "ResolvedHint");

  private final SqlText text;
  private final Uniqueness uniqueness;
  private final List<SqlProblem> problems = new ArrayList<>();

  OrderRules(SqlText text, Uniqueness uniqueness) {
    this.text = text;
    this.uniqueness = uniqueness;
  }

  List<SqlProblem> check(LogicalPlan plan) {
    check(plan, false);
    return List.copyOf(problems);
  }

  private void check(LogicalPlan plan, boolean limited) {
    var cuts = plan instanceof GlobalLimit || plan instanceof Offset;
    if (cuts && !limited) {
      checkLimit(plan);
    } else if (plan instanceof Sort sort && !limited) {
      orderWithoutLimit(sort);
    } else if (plan instanceof Sample sample) {
      problems.add(
          text.error(
              "not-deterministic",
              text.rangeOf(sample.origin()),
              "sampling takes other rows in each run",
              Optional.of("filter by a hash of the key, e.g. `pmod(xxhash64(id), 100) < 5`")));
    }
    var below = cuts || (limited && TRANSPARENT.contains(plan.nodeName()));
    Trees.children(plan).forEach(child -> check(child, below));
    Trees.expressions(plan).stream()
        .flatMap(Trees::nested)
        .filter(SubqueryExpression.class::isInstance)
        .forEach(subquery -> check(((SubqueryExpression) subquery).plan(), false));
  }

  private void checkLimit(LogicalPlan limit) {
    var below = Trees.children(limit).get(0);
    while (TRANSPARENT.contains(below.nodeName())) {
      below = Trees.children(below).get(0);
    }
    if (uniqueness.identifies(Set.of(), below)) {
      return;
    }
    if (!(below instanceof Sort sort)) {
      report(limitRange(limit), "LIMIT without ORDER BY takes whichever rows come first", below);
    } else if (!uniqueness.identifies(columns(orders(sort)), sort.child())) {
      report(
          range(orders(sort)),
          "rows that are equal in this order come first at random, so LIMIT takes other rows in"
              + " each run",
          sort.child());
    }
  }

  private void report(Range range, String message, LogicalPlan rows) {
    problems.add(text.error("not-deterministic", range, message, Optional.of(orderHint(rows))));
  }

  String orderHint(LogicalPlan rows) {
    return uniqueness
        .keyText(rows)
        .map(key -> "end the order with the key: `ORDER BY …, " + key + "`")
        .orElse("end the order with columns that identify a row");
  }

  private void orderWithoutLimit(Sort sort) {
    problems.add(
        text.error(
            "order-without-limit",
            range(orders(sort)),
            "the order has no effect: tables have none",
            Optional.of("remove the order, or add LIMIT")));
  }

  private Range limitRange(LogicalPlan limit) {
    var expression = Trees.expressions(limit).stream().findFirst();
    return expression
        .map(Expression::origin)
        .filter(origin -> origin.startIndex().isDefined())
        .map(text::rangeOf)
        .orElseGet(() -> text.rangeOf(limit.origin()));
  }

  private Range range(List<SortOrder> orders) {
    var first = text.rangeOf(orders.get(0).origin());
    var last = text.rangeOf(orders.get(orders.size() - 1).origin());
    return new Range(first.start(), Math.max(first.end(), last.end()));
  }

  private static List<SortOrder> orders(Sort sort) {
    return Scala.list(sort.order());
  }

  static Set<Long> columns(List<? extends Expression> expressions) {
    var columns = new LinkedHashSet<Long>();
    for (var expression : expressions) {
      var value = expression instanceof SortOrder order ? order.child() : expression;
      if (value instanceof Attribute column) {
        columns.add(column.exprId().id());
      }
    }
    return columns;
  }
}
