package io.dataplat.sql.spark;

import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.EventTimeWatermark;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias$;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.unsafe.types.CalendarInterval;
import scala.Option;

/** The analyser's rule that replaces the name of a declared relation by its columns. */
final class DeclaredRelations extends Rule<LogicalPlan> {
  /** Marks the columns of a declared relation with its name. */
  static final String RELATION = "dataplat.relation";

  private static final CalendarInterval ANY_DELAY = new CalendarInterval(0, 0, 1_000_000);

  private final Map<String, Relation> byName = new LinkedHashMap<>();
  private final CatalystSqlParser parser;

  DeclaredRelations(List<Relation> relations, CatalystSqlParser parser) {
    this.parser = parser;
    relations.forEach(relation -> byName.put(fold(relation.name()), relation));
  }

  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean knows(String name) {
    return byName.containsKey(fold(name));
  }

  String declaredName(String name) {
    return relation(name).name();
  }

  private Relation relation(String name) {
    return Objects.requireNonNull(byName.get(fold(name)));
  }

  List<String> names() {
    return byName.values().stream().map(Relation::name).toList();
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.resolveOperators(Scala.replacing(this::isDeclared, this::bind));
  }

  private boolean isDeclared(LogicalPlan plan) {
    return plan instanceof UnresolvedRelation relation
        && relation.multipartIdentifier().size() == 1
        && knows(relation.multipartIdentifier().head());
  }

  private LogicalPlan bind(LogicalPlan plan) {
    return planOf(relation(((UnresolvedRelation) plan).multipartIdentifier().head()));
  }

  LogicalPlan planOf(Relation relation) {
    var attributes = new ArrayList<Attribute>();
    relation.columns().forEach(column -> attributes.add(attribute(relation, column)));
    LogicalPlan rows =
        new LocalRelation(
            Scala.<Attribute>seq(attributes),
            Scala.seq(List.of()),
            relation.streaming(),
            Option.empty());
    for (var attribute : attributes) {
      if (relation.watermark().filter(attribute.name()::equalsIgnoreCase).isPresent()) {
        rows = new EventTimeWatermark(new UUID(0, 0), attribute, ANY_DELAY, rows);
      }
    }
    return SubqueryAlias$.MODULE$.apply(relation.name(), rows);
  }

  private Attribute attribute(Relation relation, SqlColumn column) {
    var metadata = new MetadataBuilder().putString(RELATION, relation.name());
    DataType type = parser.parseDataType(column.type());
    return new AttributeReference(
        column.name(),
        type,
        column.nullable(),
        metadata.build(),
        NamedExpression.newExprId(),
        Scala.seq(List.of()));
  }
}
