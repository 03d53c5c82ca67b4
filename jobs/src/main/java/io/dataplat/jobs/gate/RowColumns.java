package io.dataplat.jobs.gate;

import io.dataplat.jobs.session.InternalRows;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Columns over a row, to be evaluated inside a task and only for the rows that need them; Spark
 * would evaluate them for all, and copy each row beside them.
 */
record RowColumns(List<Layer> layers, StructType schema) implements Serializable {

  /** No columns, which cost nothing. */
  static final RowColumns NONE = new RowColumns(List.of(), new StructType());

  /** Columns over those of the layer below, or of the row. */
  record Layer(Seq<Expression> columns, Seq<Attribute> input) implements Serializable {}

  /** The columns over rows of a schema, as Spark analyses and optimises them. */
  static RowColumns of(SparkSession session, StructType schema, List<Column> columns) {
    var layers = new ArrayDeque<Layer>();
    var selected = selected(session, schema, columns);
    var plan = selected.queryExecution().optimizedPlan();
    while (plan instanceof Project project) {
      layers.addFirst(layer(project));
      plan = project.child();
    }
    if (!(plan instanceof LogicalRDD)) {
      throw new IllegalStateException("a gate needs more than the row: " + plan.nodeName());
    }
    return new RowColumns(List.copyOf(layers), selected.schema());
  }

  private static org.apache.spark.sql.classic.Dataset<Row> selected(
      SparkSession session, StructType schema, List<Column> columns) {
    var none = JavaSparkContext.fromSparkContext(session.sparkContext()).<InternalRow>emptyRDD();
    Dataset<Row> rows = InternalRows.opaque(session, none, schema);
    var selected = rows.select(columns.toArray(Column[]::new));
    return (org.apache.spark.sql.classic.Dataset<Row>) selected;
  }

  private static Layer layer(Project project) {
    var columns = new ArrayList<Expression>();
    CollectionConverters.asJava(project.projectList())
        .forEach(column -> columns.add(CheaperExpressions.of((Expression) column)));
    return new Layer(CollectionConverters.asScala(columns).toSeq(), project.child().output());
  }

  /** The first column as a condition; unknown is false. */
  Predicate<InternalRow> condition() {
    var last = layers.get(layers.size() - 1);
    var below = projection(layers.subList(0, layers.size() - 1));
    var condition =
        org.apache.spark.sql.catalyst.expressions.Predicate.create(
            last.columns().head(), last.input());
    condition.initialize(TaskContext.getPartitionId());
    return row -> condition.eval(below.apply(row));
  }

  /** All columns; the row that it gives is the same object each time. */
  Function<InternalRow, InternalRow> projection() {
    return projection(layers);
  }

  private static Function<InternalRow, InternalRow> projection(List<Layer> layers) {
    var all = Function.<InternalRow>identity();
    for (var layer : layers) {
      var projection = UnsafeProjection.create(layer.columns(), layer.input());
      projection.initialize(TaskContext.getPartitionId());
      all = all.andThen(projection::apply);
    }
    return all;
  }
}
