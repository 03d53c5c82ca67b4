package io.dataplat.sql.spark;

import io.dataplat.sql.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.OrderPreservingUnaryNode;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/** Finds the sets of columns whose values occur only once in a plan's rows. */
final class Uniqueness {
  private final Map<String, Relation> relations = new LinkedHashMap<>();

  Uniqueness(List<Relation> relations) {
    relations.forEach(relation -> this.relations.put(relation.name(), relation));
  }

  /** The smallest known key as names of output columns; empty if there is none. */
  List<String> keyOf(LogicalPlan plan) {
    var outputs = Scala.<Attribute>list(plan.output());
    return keys(plan).stream()
        .filter(key -> !key.isEmpty())
        .map(
            key ->
                outputs.stream()
                    .filter(output -> key.contains(output.exprId().id()))
                    .map(Attribute::name)
                    .toList())
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Names of a key of the plan, or of what it selects from, for a hint. */
  Optional<String> keyText(LogicalPlan plan) {
    var key = keyOf(plan);
    if (!key.isEmpty()) {
      return Optional.of(String.join(", ", key));
    }
    return keepsRowsApart(plan) || plan instanceof Project
        ? keyText(Trees.children(plan).get(0))
        : Optional.empty();
  }

  /** Whether no two different rows of the plan have equal values in all the columns. */
  boolean identifies(Set<Long> columns, LogicalPlan plan) {
    var all = new LinkedHashSet<Long>();
    Scala.<Attribute>list(plan.output()).forEach(output -> all.add(output.exprId().id()));
    return columns.containsAll(all) || keys(plan).stream().anyMatch(columns::containsAll);
  }

  private List<Set<Long>> keys(LogicalPlan plan) {
    if (plan instanceof LocalRelation relation) {
      return declaredKey(relation);
    }
    if (plan instanceof OneRowRelation) {
      return List.of(Set.of());
    }
    if (plan instanceof Project project) {
      return renamed(keys(project.child()), Scala.list(project.projectList()));
    }
    if (plan instanceof Aggregate aggregate) {
      return grouped(aggregate);
    }
    if (plan instanceof Distinct || plan instanceof Intersect || plan instanceof Except) {
      return setOperationKeys(plan);
    }
    if (plan instanceof Join join) {
      return joined(join);
    }
    return keepsRowsApart(plan) ? keys(Trees.children(plan).get(0)) : List.of();
  }

  private static boolean keepsRowsApart(LogicalPlan plan) {
    return plan instanceof OrderPreservingUnaryNode
        || plan instanceof Sort
        || plan instanceof Window
        || plan instanceof RepartitionOperation
        || SINGLE_CHILD.contains(plan.nodeName());
  }

  private static final Set<String> SINGLE_CHILD =
      Set.of(
          "Filter",
          "SubqueryAlias",
          "GlobalLimit",
          "LocalLimit",
          "Offset",
          "Tail",
          "EventTimeWatermark",
          "ResolvedHint",
          "PipeOperator");

  private List<Set<Long>> declaredKey(LocalRelation plan) {
    var key = new LinkedHashSet<Long>();
    var columns = Scala.<Attribute>list(plan.output());
    for (var column : columns) {
      if (column.metadata().contains(DeclaredRelations.RELATION)) {
        var name = column.metadata().getString(DeclaredRelations.RELATION);
        var declared = Objects.requireNonNull(relations.get(name)).key();
        if (declared.stream().anyMatch(column.name()::equalsIgnoreCase)) {
          key.add(column.exprId().id());
        }
      }
    }
    return key.isEmpty() ? List.of() : List.of(key);
  }

  private static List<Set<Long>> setOperationKeys(LogicalPlan plan) {
    var all =
        (plan instanceof Intersect intersect && intersect.isAll())
            || (plan instanceof Except except && except.isAll());
    if (all) {
      return List.of();
    }
    var outputs = new LinkedHashSet<Long>();
    Scala.<Attribute>list(plan.output()).forEach(output -> outputs.add(output.exprId().id()));
    return List.of(outputs);
  }

  private List<Set<Long>> joined(Join join) {
    var type = join.joinType().sql();
    var left = keys(join.left());
    if (type.equals("LEFT SEMI") || type.equals("LEFT ANTI")) {
      return left;
    }
    var right = keys(join.right());
    var equated = OrderRules.columns(equatedColumns(join));
    var keys = new ArrayList<Set<Long>>();
    if (Set.of("INNER", "LEFT OUTER").contains(type)
        && right.stream().anyMatch(equated::containsAll)) {
      keys.addAll(left);
    }
    if (Set.of("INNER", "RIGHT OUTER").contains(type)
        && left.stream().anyMatch(equated::containsAll)) {
      keys.addAll(right);
    }
    keys.addAll(pairs(left, right));
    return keys;
  }

  private static List<Set<Long>> pairs(List<Set<Long>> left, List<Set<Long>> right) {
    var pairs = new ArrayList<Set<Long>>();
    for (var leftKey : left) {
      for (var rightKey : right) {
        var pair = new LinkedHashSet<>(leftKey);
        pair.addAll(rightKey);
        pairs.add(pair);
      }
    }
    return pairs;
  }

  /** The columns that a join sets equal to an expression over its other side. */
  private static List<Expression> equatedColumns(Join join) {
    var equated = new ArrayList<Expression>();
    var left = join.left().outputSet();
    var right = join.right().outputSet();
    for (var equality : conjuncts(Scala.<Expression>optional(join.condition()).stream().toList())) {
      var one = equality.left();
      var other = equality.right();
      var across =
          (one.references().subsetOf(left) && other.references().subsetOf(right))
              || (one.references().subsetOf(right) && other.references().subsetOf(left));
      if (across) {
        equated.addAll(List.of(one, other));
      }
    }
    return equated;
  }

  private static List<EqualTo> conjuncts(List<Expression> conditions) {
    var equalities = new ArrayList<EqualTo>();
    for (var condition : conditions) {
      if (condition instanceof And and) {
        equalities.addAll(conjuncts(List.of(and.left(), and.right())));
      } else if (condition instanceof EqualTo equality) {
        equalities.add(equality);
      }
    }
    return equalities;
  }

  private static List<Set<Long>> grouped(Aggregate aggregate) {
    var key = new LinkedHashSet<Long>();
    var outputs = Scala.<NamedExpression>list(aggregate.aggregateExpressions());
    for (var grouping : Scala.<Expression>list(aggregate.groupingExpressions())) {
      var output =
          outputs.stream().filter(named -> valueOf(named).semanticEquals(grouping)).findFirst();
      if (output.isEmpty() && !grouping.foldable()) {
        return List.of();
      }
      output.ifPresent(named -> key.add(named.exprId().id()));
    }
    return List.of(key);
  }

  private static Expression valueOf(NamedExpression named) {
    return named instanceof Alias alias ? alias.child() : (Expression) named;
  }

  private static List<Set<Long>> renamed(List<Set<Long>> keys, List<NamedExpression> outputs) {
    var names = new LinkedHashMap<Long, Long>();
    for (var output : outputs) {
      if (valueOf(output) instanceof Attribute column) {
        names.putIfAbsent(column.exprId().id(), output.exprId().id());
      }
    }
    var kept = new ArrayList<Set<Long>>();
    for (var key : keys) {
      if (names.keySet().containsAll(key)) {
        var renamed = new LinkedHashSet<Long>();
        key.forEach(id -> renamed.add(Objects.requireNonNull(names.get(id))));
        kept.add(renamed);
      }
    }
    return kept;
  }
}
