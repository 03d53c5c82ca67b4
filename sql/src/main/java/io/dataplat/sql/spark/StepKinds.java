package io.dataplat.sql.spark;

import static io.dataplat.sql.StepKind.DEDUPLICATING;
import static io.dataplat.sql.StepKind.FILTERING;
import static io.dataplat.sql.StepKind.KEEPING;
import static io.dataplat.sql.StepKind.RESHAPING;

import io.dataplat.sql.StepKind;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Decides what a plan does to the number of rows (semantics 3.9). */
final class StepKinds {
  private static final Set<String> ROW_BY_ROW =
      Set.of(
          "Project",
          "PipeOperator",
          "SubqueryAlias",
          "Window",
          "Sort",
          "EventTimeWatermark",
          "Repartition",
          "RepartitionByExpression",
          "RebalancePartitions",
          "ResolvedHint");
  private static final Set<String> LEAVING_OUT =
      Set.of("Filter", "GlobalLimit", "LocalLimit", "Offset", "Tail");

  private StepKinds() {}

  static StepKind of(LogicalPlan plan) {
    if (plan instanceof LocalRelation relation) {
      return isDeclared(relation) ? KEEPING : RESHAPING;
    }
    if (ROW_BY_ROW.contains(plan.nodeName())) {
      return of(Trees.children(plan).get(0));
    }
    if (LEAVING_OUT.contains(plan.nodeName())) {
      return both(FILTERING, of(Trees.children(plan).get(0)));
    }
    if (plan instanceof Join join && join.joinType().sql().matches("LEFT (SEMI|ANTI)")) {
      return both(FILTERING, of(join.left()));
    }
    if (plan.nodeName().equals("Distinct")) {
      return both(DEDUPLICATING, of(Trees.children(plan).get(0)));
    }
    return RESHAPING;
  }

  /** Whether a stream must remember rows for the plan. */
  static boolean isStateful(LogicalPlan plan) {
    return Trees.plans(plan).anyMatch(StepKinds::keepsState);
  }

  private static boolean keepsState(LogicalPlan plan) {
    if (plan instanceof Join join) {
      return join.left().isStreaming() && join.right().isStreaming();
    }
    return plan.isStreaming()
        && (plan instanceof Aggregate
            || Set.of("Distinct", "Deduplicate", "Except", "Intersect").contains(plan.nodeName()));
  }

  private static boolean isDeclared(LocalRelation relation) {
    return Scala.<Attribute>list(relation.output()).stream()
        .anyMatch(column -> column.metadata().contains(DeclaredRelations.RELATION));
  }

  private static StepKind both(StepKind one, StepKind other) {
    return other == KEEPING || other == one ? one : RESHAPING;
  }
}
