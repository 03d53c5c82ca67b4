package io.dataplat.sql.spark;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;

/** Walks of plans and expressions, top down, in the order of the text as far as Spark keeps it. */
final class Trees {
  private Trees() {}

  static List<LogicalPlan> children(LogicalPlan plan) {
    return Scala.list(plan.children());
  }

  static List<Expression> children(Expression expression) {
    return Scala.list(expression.children());
  }

  static List<Expression> expressions(LogicalPlan plan) {
    return Scala.list(plan.expressions());
  }

  /** The expression and all inside it, without the plans of subqueries. */
  static Stream<Expression> nested(Expression expression) {
    return Stream.concat(
        Stream.of(expression), children(expression).stream().flatMap(Trees::nested));
  }

  /** Whether a parsed tree is deeper than Spark's rules, quadratic in the depth, can take. */
  static boolean isDeeperThan(int most, TreeNode<?> root) {
    var level = List.<TreeNode<?>>of(root);
    for (var depth = 0; !level.isEmpty(); depth++) {
      if (depth > most) {
        return true;
      }
      level = level.stream().<TreeNode<?>>flatMap(Trees::parts).toList();
    }
    return false;
  }

  private static Stream<TreeNode<?>> parts(TreeNode<?> node) {
    var children = Scala.<TreeNode<?>>list(node.children());
    return node instanceof LogicalPlan plan
        ? Stream.concat(children.stream(), expressions(plan).stream())
        : children.stream();
  }

  /** The plan and all below it, with the plans of subqueries. */
  static Stream<LogicalPlan> plans(LogicalPlan plan) {
    var subqueries =
        expressions(plan).stream()
            .flatMap(Trees::nested)
            .filter(SubqueryExpression.class::isInstance)
            .flatMap(subquery -> plans(((SubqueryExpression) subquery).plan()));
    var below = children(plan).stream().flatMap(Trees::plans);
    return Stream.of(Stream.of(plan), subqueries, below).flatMap(stream -> stream);
  }
}
