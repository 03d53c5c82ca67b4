package io.dataplat.jobs.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.SparkSession;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * Carries a hidden column of an input through SQL that does not name it, by adding it to the
 * analysed projections. Only steps that keep or filter rows carry it: there a row is still the row
 * that was read.
 */
record CarriedColumn(String name) {

  boolean isIn(Dataset<Row> rows) {
    return Arrays.asList(rows.columns()).contains(name);
  }

  /** The same rows with the column, as far as the projections lead back to it. */
  Dataset<Row> through(Dataset<Row> rows) {
    var classic = (org.apache.spark.sql.classic.Dataset<Row>) rows;
    var carried = classic.queryExecution().analyzed().transformUp(new Extension());
    return org.apache.spark.sql.classic.Dataset.ofRows((SparkSession) rows.sparkSession(), carried);
  }

  private final class Extension extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof Project project
          && find(project).isEmpty()
          && find(project.child()).isPresent();
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      var project = (Project) plan;
      var list = new ArrayList<>(CollectionConverters.asJava(project.projectList()));
      list.add(find(project.child()).orElseThrow());
      return new Project(CollectionConverters.asScala(list).toSeq(), project.child());
    }

    private Optional<NamedExpression> find(LogicalPlan plan) {
      return CollectionConverters.asJava(plan.output()).stream()
          .filter(attribute -> attribute.name().equals(name))
          .map(NamedExpression.class::cast)
          .findFirst();
    }
  }
}
