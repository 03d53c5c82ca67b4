package io.dataplat.sql.spark;

import io.dataplat.sql.RowGroups;
import io.dataplat.sql.RowValue;
import io.dataplat.sql.SqlProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * Follows the rows of one relation through a plan, and finds out whether each group of the result
 * depends on no other rows of it than those of the group.
 */
final class GroupedRows {
  private static final Set<String> PASSING =
      Set.of(
          "Filter",
          "SubqueryAlias",
          "Sort",
          "ResolvedHint",
          "PipeOperator",
          "Repartition",
          "RepartitionByExpression",
          "RebalancePartitions");
  private static final Map<String, String> OF_ALL_ROWS =
      Map.of(
          "Window", "a window function looks at rows of other groups",
          "GlobalLimit", "LIMIT looks at all rows to choose some",
          "LocalLimit", "LIMIT looks at all rows to choose some",
          "Offset", "OFFSET looks at all rows to choose some",
          "Distinct", "DISTINCT compares all rows",
          "Expand", "grouping sets put a row into several groups",
          "Union", "UNION mixes the rows with others",
          "Intersect", "INTERSECT compares all rows",
          "Except", "EXCEPT compares all rows");

  private final SqlText text;
  private final String relation;
  private final RowExpressions expressions;
  private List<Expression> keys = List.of();
  private boolean grouped;

  GroupedRows(SqlText text, String relation, RowExpressions expressions) {
    this.text = text;
    this.relation = relation;
    this.expressions = expressions;
  }

  /** A place where a group depends on rows of other groups. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient SqlProblem problem;

    Refusal(SqlProblem problem) {
      super(problem.message());
      this.problem = problem;
    }
  }

  RowGroups of(LogicalPlan plan) {
    try {
      if (Trees.plans(plan).filter(this::isRelation).count() > 1) {
        throw refusal(
            plan,
            "`" + relation + "` is read twice, so a group depends on rows of others",
            "read it once");
      }
      return result(plan, follow(plan));
    } catch (Refusal refusal) {
      return new RowGroups(grouped, List.of(), List.of(refusal.problem));
    }
  }

  private RowGroups result(LogicalPlan plan, Map<Long, Expression> known) {
    var values = new ArrayList<RowValue>();
    var found = new ArrayList<Expression>();
    for (var output : Scala.<Attribute>list(plan.output())) {
      var value = known.get(output.exprId().id());
      if (value != null && isWanted(value, found)) {
        expressions.value(output.name(), value).ifPresent(values::add);
        found.add(value);
      }
    }
    for (var key : keys) {
      if (values.size() != found.size() || !isAmong(key, found)) {
        throw refusal(
            plan,
            "what the rows are grouped by is no column of the result, or no plain expression: `%s`"
                .formatted(key.sql()),
            "make it a column in a step before, group by that column, and select it");
      }
    }
    return new RowGroups(grouped, values, List.of());
  }

  private boolean isWanted(Expression value, List<Expression> found) {
    return !grouped || (isAmong(value, keys) && !isAmong(value, found));
  }

  private static boolean isAmong(Expression value, List<Expression> all) {
    return all.stream().anyMatch(value::semanticEquals);
  }

  private boolean isRelation(LogicalPlan plan) {
    return plan instanceof LocalRelation leaf
        && Scala.<Attribute>list(leaf.output()).stream()
            .anyMatch(
                column ->
                    column.metadata().contains(DeclaredRelations.RELATION)
                        && column
                            .metadata()
                            .getString(DeclaredRelations.RELATION)
                            .equals(relation));
  }

  private boolean holds(LogicalPlan plan) {
    return isRelation(plan) || Trees.children(plan).stream().anyMatch(this::holds);
  }

  /** The columns of a plan whose values are known from a row of the relation alone. */
  private Map<Long, Expression> follow(LogicalPlan plan) {
    if (isRelation(plan)) {
      var columns = new LinkedHashMap<Long, Expression>();
      Scala.<Attribute>list(plan.output())
          .forEach(column -> columns.put(column.exprId().id(), (Expression) column));
      return columns;
    }
    if (plan instanceof Project project) {
      return values(Scala.list(project.projectList()), follow(project.child()));
    }
    if (plan instanceof Aggregate aggregate) {
      return follow(aggregate);
    }
    if (plan instanceof Join join) {
      return follow(join);
    }
    if (plan instanceof Generate generate && holds(generate.child())) {
      return follow(generate.child());
    }
    if (PASSING.contains(plan.nodeName()) && holds(plan)) {
      return follow(Trees.children(plan).get(0));
    }
    var why = OF_ALL_ROWS.getOrDefault(plan.nodeName(), "its rows do not pass here one by one");
    throw refusal(plan, why, "leave it out, or read with `read: full` and write `overwrite`");
  }

  private Map<Long, Expression> values(List<NamedExpression> outputs, Map<Long, Expression> known) {
    var values = new LinkedHashMap<Long, Expression>();
    for (var output : outputs) {
      expressions
          .over(known, valueOf(output))
          .ifPresent(value -> values.put(output.exprId().id(), value));
    }
    return values;
  }

  private Map<Long, Expression> follow(Aggregate aggregate) {
    var isOutermost = !grouped;
    grouped = true;
    var known = follow(aggregate.child());
    var groupings = Scala.<Expression>list(aggregate.groupingExpressions());
    if (isOutermost) {
      keys = groupings.stream().map(grouping -> key(aggregate, known, grouping)).toList();
      if (keys.stream().allMatch(key -> key.references().isEmpty())) {
        throw refusal(
            aggregate, "all rows are one group", "read with `read: full` and write `overwrite`");
      }
    }
    var outputs =
        Scala.<NamedExpression>list(aggregate.aggregateExpressions()).stream()
            .filter(output -> isAmong(valueOf(output), groupings))
            .toList();
    return values(outputs, known);
  }

  private Expression key(Aggregate plan, Map<Long, Expression> known, Expression grouping) {
    return expressions
        .over(known, grouping)
        .orElseThrow(
            () ->
                refusal(
                    grouping.origin().startIndex().isDefined()
                        ? text.rangeOf(grouping.origin())
                        : text.rangeOf(plan.origin()),
                    "`%s` does not come from a row of `%s` alone, so a new row does not tell its group"
                        .formatted(nameOf(grouping), relation),
                    "group by columns of `%s`".formatted(relation)));
  }

  private static String nameOf(Expression expression) {
    return expression instanceof Attribute column ? column.name() : expression.sql();
  }

  // An outer join that keeps rows of the other side makes rows of what is not there.
  private Map<Long, Expression> follow(Join join) {
    var isLeft = holds(join.left());
    var allowed =
        isLeft
            ? Set.of("INNER", "CROSS", "LEFT OUTER", "LEFT SEMI", "LEFT ANTI")
            : Set.of("INNER", "CROSS", "RIGHT OUTER");
    if (!holds(join) || !allowed.contains(join.joinType().sql())) {
      throw refusal(
          join,
          "this join has rows for which `%s` has none".formatted(relation),
          "let the join keep the rows of `%s`, or read with `read: full` and write `overwrite`"
              .formatted(relation));
    }
    return follow(isLeft ? join.left() : join.right());
  }

  private static Expression valueOf(NamedExpression named) {
    return named instanceof Alias alias ? alias.child() : (Expression) named;
  }

  private Refusal refusal(LogicalPlan plan, String message, String hint) {
    return refusal(text.rangeOf(plan.origin()), message, hint);
  }

  private Refusal refusal(SqlText.Range range, String message, String hint) {
    return new Refusal(text.error("not-by-groups", range, message, Optional.of(hint)));
  }
}
