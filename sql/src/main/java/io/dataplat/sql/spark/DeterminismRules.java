package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** Functions whose value depends on more than the rows' content: order, clock, chance (3.2). */
final class DeterminismRules {
  private static final Set<String> FIRST_COMERS = Set.of("first", "last", "any_value", "mode");
  private static final Set<String> COLLECTORS = Set.of("collect_list", "collect_set", "listagg");
  private static final Set<String> SORTERS = Set.of("sort_array", "array_sort", "array_size");
  private static final Set<String> EXTREMES = Set.of("max_by", "min_by");
  private static final Set<String> DOUBLE_SUMS =
      Set.of(
          "sum",
          "avg",
          "mean",
          "stddev",
          "stddev_samp",
          "stddev_pop",
          "std",
          "variance",
          "var_samp",
          "var_pop",
          "skewness",
          "kurtosis",
          "corr",
          "covar_pop",
          "covar_samp",
          "try_sum",
          "try_avg");
  private static final Set<String> APPROXIMATE =
      Set.of("percentile_approx", "approx_percentile", "histogram_numeric");

  private final SqlText text;
  private final Uniqueness uniqueness;
  private final Set<SqlProblem> problems = new LinkedHashSet<>();

  DeterminismRules(SqlText text, Uniqueness uniqueness) {
    this.text = text;
    this.uniqueness = uniqueness;
  }

  List<SqlProblem> check(LogicalPlan plan) {
    Trees.plans(plan).forEach(this::checkNode);
    return List.copyOf(problems);
  }

  private void checkNode(LogicalPlan plan) {
    for (var expression : Trees.expressions(plan)) {
      Trees.nested(expression).forEach(this::checkCall);
      if (plan instanceof Aggregate aggregate) {
        checkAggregates(expression, aggregate, false);
      }
    }
    if (plan instanceof Window window) {
      problems.addAll(new WindowRules(text, uniqueness).check(window));
    }
  }

  /** What the name alone decides; the parser may have turned a bare name into the call. */
  private void checkCall(Expression expression) {
    if (expression instanceof org.apache.spark.sql.catalyst.expressions.LeafExpression
        || !expression.deterministic()) {
      FunctionRules.problem(text, text.rangeOf(expression.origin()), nameOf(expression), false)
          .ifPresent(problems::add);
    }
  }

  static String nameOf(Expression expression) {
    return expression.prettyName().toLowerCase(Locale.ROOT);
  }

  private void checkAggregates(Expression expression, Aggregate aggregate, boolean sorted) {
    if (expression instanceof AggregateExpression call) {
      checkAggregate(call, aggregate, sorted);
    }
    var sorts = SORTERS.contains(nameOf(expression)) && !usesOwnOrder(expression);
    Trees.children(expression).forEach(child -> checkAggregates(child, aggregate, sorts));
  }

  private static boolean usesOwnOrder(Expression sorter) {
    return Trees.nested(sorter).anyMatch(part -> part.nodeName().equals("LambdaFunction"))
        && !sorter.toString().contains("(left, right");
  }

  private void checkAggregate(AggregateExpression call, Aggregate aggregate, boolean sorted) {
    var name = nameOf(call.aggregateFunction());
    if (FIRST_COMERS.contains(name)) {
      report(
          call,
          "`" + name + "` takes whichever row comes first",
          "use `max`, `min`, or `max_by` with an order that ends in a key");
    } else if (COLLECTORS.contains(name) && !sorted) {
      report(
          call,
          "`" + name + "` keeps the order in which rows come",
          "sort it: `sort_array(" + text.slice(text.rangeOf(call.origin())) + ")`");
    } else if (EXTREMES.contains(name)) {
      checkExtreme(call, name, aggregate.child());
    } else {
      warnOfOrderDependence(text, call, name).ifPresent(problems::add);
    }
  }

  private void checkExtreme(AggregateExpression call, String name, LogicalPlan rows) {
    var parts = Trees.children(call.aggregateFunction());
    var order = parts.get(parts.size() - 1);
    if (uniqueness.identifies(orderColumns(order), rows)) {
      return;
    }
    var shown =
        order instanceof Attribute column
            ? column.name()
            : text.slice(text.rangeOf(order.origin()));
    report(
        call,
        "`" + name + "` takes any of the rows that are equal in `" + shown + "`",
        "order by a key too: `struct("
            + shown
            + ", "
            + uniqueness.keyText(rows).orElse("…")
            + ")`");
  }

  private static Set<Long> orderColumns(Expression order) {
    if (order instanceof CreateNamedStruct struct) {
      return OrderRules.columns(Scala.<Expression>list(struct.valExprs()));
    }
    return order instanceof Attribute ? OrderRules.columns(List.of(order)) : Set.of();
  }

  static Optional<SqlProblem> warnOfOrderDependence(
      SqlText text, AggregateExpression call, String name) {
    var floating = call.dataType() instanceof DoubleType || call.dataType() instanceof FloatType;
    var fromFloating =
        Trees.children(call.aggregateFunction()).stream()
            .anyMatch(
                part ->
                    part.dataType() instanceof DoubleType || part.dataType() instanceof FloatType);
    if (APPROXIMATE.contains(name) || (floating && fromFloating && DOUBLE_SUMS.contains(name))) {
      return Optional.of(
          text.warning(
              "order-dependent-sum",
              text.rangeOf(call.origin()),
              "`"
                  + name
                  + "` over floating point numbers depends on the order of the rows in its"
                  + " last digits",
              Optional.of("use `decimal` values")));
    }
    return Optional.empty();
  }

  private void report(Expression place, String message, String hint) {
    problems.add(
        text.error("not-deterministic", text.rangeOf(place.origin()), message, Optional.of(hint)));
  }
}
