package io.dataplat.jobs.session;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.MapPartitions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows that a function makes of others as Spark itself holds them, in the plan of a stream as in
 * any other: to Spark's own operator for functions on objects each row is one object.
 */
public final class MappedRows {

  private static final String ROW = "_row";

  /** What a task makes of the rows of a partition; it may not keep any of them. */
  @FunctionalInterface
  public interface PartitionFunction extends Serializable {

    /** The rows that go on; the same object may come again with other values. */
    Iterator<InternalRow> apply(Iterator<InternalRow> rows);
  }

  private MappedRows() {}

  /** What becomes of the rows, which has this schema. */
  public static Dataset<Row> of(Dataset<Row> rows, PartitionFunction function, StructType schema) {
    var columns = Arrays.stream(rows.columns()).map(name -> col(Names.quote(name)));
    var objects =
        (org.apache.spark.sql.classic.Dataset<Row>)
            rows.select(struct(columns.toArray(Column[]::new)).as(ROW));
    var mapped =
        new MapPartitions(onObjects(function), row(schema), objects.queryExecution().analyzed());
    return org.apache.spark.sql.classic.Dataset.ofRows(objects.sparkSession(), mapped)
        .select(ROW + ".*");
  }

  private static AttributeReference row(StructType schema) {
    Seq<String> noQualifier = CollectionConverters.asScala(List.<String>of()).toSeq();
    return new AttributeReference(
        ROW, schema, false, Metadata.empty(), NamedExpression.newExprId(), noQualifier);
  }

  @SuppressWarnings("unchecked")
  private static Function1<scala.collection.Iterator<Object>, scala.collection.Iterator<Object>>
      onObjects(PartitionFunction function) {
    return (Function1<scala.collection.Iterator<Object>, scala.collection.Iterator<Object>>
            & Serializable)
        objects -> {
          var rows = (Iterator<InternalRow>) (Iterator<?>) CollectionConverters.asJava(objects);
          return CollectionConverters.asScala(
              (Iterator<Object>) (Iterator<?>) function.apply(rows));
        };
  }
}
