package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.RowFrame$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.SpecifiedWindowFrame;
import org.apache.spark.sql.catalyst.expressions.UnboundedFollowing$;
import org.apache.spark.sql.catalyst.expressions.UnboundedPreceding$;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/** Window functions that give rows of equal order different values need a total order (3.2). */
final class WindowRules {
  private static final Set<String> TIES_ARE_EQUAL =
      Set.of("rank", "dense_rank", "percent_rank", "cume_dist");
  private static final Set<String> ONE_BY_ONE =
      Set.of("row_number", "ntile", "lag", "lead", "nth_value");
  private static final Set<String> ORDERED_VALUES =
      Set.of("first", "last", "any_value", "collect_list", "collect_set", "mode", "listagg");

  private final SqlText text;
  private final Uniqueness uniqueness;

  WindowRules(SqlText text, Uniqueness uniqueness) {
    this.text = text;
    this.uniqueness = uniqueness;
  }

  List<SqlProblem> check(Window window) {
    var problems = new ArrayList<SqlProblem>();
    for (var named : Scala.<NamedExpression>list(window.windowExpressions())) {
      Trees.nested((Expression) named)
          .filter(WindowExpression.class::isInstance)
          .forEach(part -> check((WindowExpression) part, window, problems));
    }
    return problems;
  }

  private void check(WindowExpression call, Window window, List<SqlProblem> problems) {
    var name = functionName(call);
    if (call.windowFunction() instanceof AggregateExpression aggregate) {
      DeterminismRules.warnOfOrderDependence(text, aggregate, name).ifPresent(problems::add);
    }
    if (needsTotalOrder(call, name) && !isTotal(window)) {
      problems.add(
          text.error(
              "not-deterministic",
              text.rangeOf(call.origin()),
              countsRows(call) && !ONE_BY_ONE.contains(name)
                  ? "`" + name + "` over ROWS meets rows that are equal in its order at random"
                  : "`" + name + "` takes rows that are equal in its order at random",
              Optional.of(new OrderRules(text, uniqueness).orderHint(window.child()))));
    }
  }

  private static String functionName(WindowExpression call) {
    return call.windowFunction() instanceof AggregateExpression aggregate
        ? DeterminismRules.nameOf(aggregate.aggregateFunction())
        : DeterminismRules.nameOf(call.windowFunction());
  }

  private static boolean needsTotalOrder(WindowExpression call, String name) {
    if (TIES_ARE_EQUAL.contains(name)) {
      return false;
    }
    return ONE_BY_ONE.contains(name) || ORDERED_VALUES.contains(name) || countsRows(call);
  }

  private static boolean countsRows(WindowExpression call) {
    return call.windowSpec().frameSpecification() instanceof SpecifiedWindowFrame frame
        && frame.frameType().equals(RowFrame$.MODULE$)
        && !(frame.lower().equals(UnboundedPreceding$.MODULE$)
            && frame.upper().equals(UnboundedFollowing$.MODULE$));
  }

  private boolean isTotal(Window window) {
    var columns = OrderRules.columns(Scala.<SortOrder>list(window.orderSpec()));
    columns.addAll(OrderRules.columns(Scala.<Expression>list(window.partitionSpec())));
    return uniqueness.identifies(columns, window.child());
  }
}
