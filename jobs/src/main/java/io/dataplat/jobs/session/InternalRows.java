package io.dataplat.jobs.session;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows as Spark itself holds them; to convert each to Java objects and back costs a scan twice. An
 * iterator over them gives the same object again with other values.
 *
 * @param schema has the columns of the dataset by their names; others may stand between them
 */
public record InternalRows(JavaRDD<InternalRow> rows, StructType schema) {

  /** The rows of a dataset. */
  public static InternalRows of(Dataset<Row> dataset) {
    var query = ((org.apache.spark.sql.classic.Dataset<Row>) dataset).queryExecution();
    return asMade(query.optimizedPlan())
        .filter(made -> Arrays.asList(made.schema.names()).containsAll(names(dataset)))
        .orElseGet(() -> new InternalRows(planned(dataset), dataset.schema()));
  }

  private static JavaRDD<InternalRow> planned(Dataset<Row> dataset) {
    var query = ((org.apache.spark.sql.classic.Dataset<Row>) dataset).queryExecution();
    return areNone(dataset)
        ? JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext()).emptyRDD()
        : query.toRdd().toJavaRDD();
  }

  private static List<String> names(Dataset<Row> dataset) {
    return Arrays.asList(dataset.columns());
  }

  // Spark would copy each row only to leave columns out or to call them otherwise.
  private static Optional<InternalRows> asMade(LogicalPlan plan) {
    var names = new LinkedHashMap<ExprId, String>();
    if (plan instanceof Project project) {
      for (var column : CollectionConverters.asJava(project.projectList())) {
        var source = column instanceof Alias alias ? alias.child() : column;
        if (!(source instanceof Attribute attribute)
            || names.put(attribute.exprId(), column.name()) != null) {
          return Optional.empty();
        }
      }
      return asMade(project.child(), names);
    }
    CollectionConverters.asJava(plan.output())
        .forEach(attribute -> names.put(attribute.exprId(), attribute.name()));
    return asMade(plan, names);
  }

  private static Optional<InternalRows> asMade(LogicalPlan plan, Map<ExprId, String> names) {
    if (!(plan instanceof LogicalRDD made)) {
      return Optional.empty();
    }
    var schema = new StructType();
    for (var attribute : CollectionConverters.asJava(made.output())) {
      var name = names.getOrDefault(attribute.exprId(), "#" + schema.size());
      schema = schema.add(name, attribute.dataType(), attribute.nullable());
    }
    return Optional.of(new InternalRows(made.rdd().toJavaRDD(), schema));
  }

  /**
   * A dataset of rows that have these fields first. Without partitions there are no rows, which
   * Spark is told, so that it plans nothing over them.
   */
  public static Dataset<Row> dataset(
      SparkSession session, JavaRDD<InternalRow> rows, StructType schema) {
    return rows.getNumPartitions() == 0
        ? session.createDataFrame(List.of(), schema)
        : opaque(session, rows, schema);
  }

  /** The same, which Spark knows nothing of but the schema. */
  public static Dataset<Row> opaque(
      SparkSession session, JavaRDD<InternalRow> rows, StructType schema) {
    var classic = (org.apache.spark.sql.classic.SparkSession) session;
    return classic.internalCreateDataFrame(rows.rdd(), schema, false);
  }

  /** Whether Spark can tell without reading anything that there are none. */
  public static boolean areNone(Dataset<Row> rows) {
    var most = ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().optimizedPlan();
    return most.maxRows().contains(0L);
  }
}
