package io.dataplat.sql.spark;

import io.dataplat.sql.RowValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/** Expressions over the columns of one relation, and their SQL. */
final class RowExpressions {
  private final String relation;
  private final StepAnalyzer analyzer;
  private final CatalystSqlParser parser;

  RowExpressions(String relation, StepAnalyzer analyzer, CatalystSqlParser parser) {
    this.relation = relation;
    this.analyzer = analyzer;
    this.parser = parser;
  }

  /** The expression with known columns replaced by their values; empty if one is not known. */
  Optional<Expression> over(Map<Long, Expression> known, Expression expression) {
    var isKnown =
        Trees.nested(expression)
            .noneMatch(
                part ->
                    part instanceof SubqueryExpression
                        || (part instanceof Attribute column
                            && !known.containsKey(column.exprId().id())));
    return isKnown && expression.deterministic()
        ? Optional.of(
            expression.transformUp(Scala.replacingColumns(column -> known(known, column))))
        : Optional.empty();
  }

  private static Expression known(Map<Long, Expression> known, Attribute column) {
    return known.getOrDefault(column.exprId().id(), (Expression) column);
  }

  /** The value as SQL; empty if Spark reads its own text in another way. */
  Optional<RowValue> value(String output, Expression expression) {
    var text = text(expression);
    var reads =
        Scala.<Attribute>list(expression.references().toSeq()).stream()
            .map(Attribute::name)
            .sorted()
            .toList();
    return isReadAlike(text, expression)
        ? Optional.of(new RowValue(output, text, reads, expression instanceof Attribute))
        : Optional.empty();
  }

  private static String text(Expression expression) {
    return expression
        .transformUp(
            Scala.replacingColumns(
                column -> (Expression) column.withQualifier(Scala.seq(List.of()))))
        .sql();
  }

  private boolean isReadAlike(String text, Expression expression) {
    try {
      var query = "SELECT " + text + " AS value FROM `" + relation.replace("`", "``") + "`";
      return valueOf(analyzer.analyze(parser.parsePlan(query)))
          .filter(read -> text(read).equals(text))
          .filter(read -> read.dataType().equals(expression.dataType()))
          .isPresent();
    } catch (Exception unreadable) {
      // Scala hides that Spark's checked exceptions pass here.
      return false;
    }
  }

  private static Optional<Expression> valueOf(LogicalPlan plan) {
    return plan instanceof Project project
        ? Scala.<NamedExpression>list(project.projectList()).stream()
            .findFirst()
            .map(named -> named instanceof Alias alias ? alias.child() : (Expression) named)
        : Optional.empty();
  }
}
