package io.dataplat.sql.spark;

import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.ColumnOrigin.Usage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SetOperation;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/** Follows each output column of an analysed plan back to the declared columns. */
final class Lineage {
  private final Map<Long, Set<Source>> direct = new LinkedHashMap<>();
  private final Set<Source> indirect = new LinkedHashSet<>();
  private final Set<String> relations = new LinkedHashSet<>();

  private record Source(String relation, String column) {}

  Lineage(LogicalPlan plan) {
    follow(plan);
  }

  /** The relations that the plan reads, in the order in which Spark meets them. */
  List<String> relations() {
    return List.copyOf(relations);
  }

  List<ColumnOrigin> origins(LogicalPlan plan) {
    var origins = new TreeSet<ColumnOrigin>();
    for (var output : Scala.<Attribute>list(plan.output())) {
      var values = sources(output);
      values.forEach(source -> origins.add(origin(output, source, Usage.DIRECT)));
      indirect.stream()
          .filter(source -> !values.contains(source))
          .forEach(source -> origins.add(origin(output, source, Usage.INDIRECT)));
    }
    return List.copyOf(origins);
  }

  private static ColumnOrigin origin(Attribute output, Source source, Usage usage) {
    return new ColumnOrigin(output.name(), source.relation(), source.column(), usage);
  }

  private void follow(LogicalPlan plan) {
    Trees.children(plan).forEach(this::follow);
    Trees.expressions(plan).stream()
        .flatMap(Trees::nested)
        .filter(SubqueryExpression.class::isInstance)
        .forEach(subquery -> follow(((SubqueryExpression) subquery).plan()));
    if (plan instanceof LocalRelation relation) {
      followRelation(relation);
    } else if (plan instanceof Project project) {
      Scala.<NamedExpression>list(project.projectList()).forEach(this::define);
    } else if (plan instanceof Aggregate aggregate) {
      Scala.<NamedExpression>list(aggregate.aggregateExpressions()).forEach(this::define);
      Scala.<Expression>list(aggregate.groupingExpressions()).forEach(this::decide);
    } else if (plan instanceof Window window) {
      Scala.<NamedExpression>list(window.windowExpressions()).forEach(this::define);
    } else if (plan instanceof Generate generate) {
      var sources = sources((Expression) generate.generator());
      Scala.<Attribute>list(generate.generatorOutput()).forEach(out -> add(out, sources));
    } else if (plan instanceof Union || plan instanceof SetOperation) {
      followSetOperation(plan);
    } else if (plan instanceof Expand expand) {
      followExpand(expand);
    } else {
      Trees.expressions(plan).forEach(this::decide);
    }
  }

  private void followRelation(LocalRelation relation) {
    for (var column : Scala.<Attribute>list(relation.output())) {
      if (column.metadata().contains(DeclaredRelations.RELATION)) {
        var name = column.metadata().getString(DeclaredRelations.RELATION);
        relations.add(name);
        add(column, Set.of(new Source(name, column.name())));
      }
    }
  }

  private void followSetOperation(LogicalPlan plan) {
    var outputs = Scala.<Attribute>list(plan.output());
    for (var branch : Trees.children(plan)) {
      var columns = Scala.<Attribute>list(branch.output());
      for (var i = 0; i < outputs.size() && i < columns.size(); i++) {
        add(outputs.get(i), sources(columns.get(i)));
      }
    }
  }

  private void followExpand(Expand expand) {
    var outputs = Scala.<Attribute>list(expand.output());
    for (var projection :
        Scala.<scala.collection.immutable.Seq<Expression>>list(expand.projections())) {
      var values = Scala.<Expression>list(projection);
      for (var i = 0; i < outputs.size() && i < values.size(); i++) {
        add(outputs.get(i), sources(values.get(i)));
      }
    }
  }

  private void define(NamedExpression named) {
    add(named.toAttribute(), sources((Expression) named));
  }

  private void decide(Expression expression) {
    indirect.addAll(sources(expression));
  }

  private void add(Attribute output, Set<Source> sources) {
    direct.computeIfAbsent(output.exprId().id(), id -> new LinkedHashSet<>()).addAll(sources);
  }

  private Set<Source> sources(Expression expression) {
    var sources = new LinkedHashSet<Source>();
    Trees.nested(expression)
        .forEach(
            part -> {
              if (part instanceof Attribute column) {
                sources.addAll(direct.getOrDefault(column.exprId().id(), Set.of()));
              } else if (part instanceof SubqueryExpression subquery) {
                Scala.<Attribute>list(subquery.plan().output())
                    .forEach(column -> sources.addAll(sources(column)));
              }
            });
    return sources;
  }
}
