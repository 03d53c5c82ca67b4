package io.dataplat.jobs.stream;

import static org.apache.spark.sql.functions.udf;

import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.AccumulatorV2;

/** Counts the rows that pass a place of a query, a partition that is read again only once. */
final class RowCounter extends AccumulatorV2<Integer, Long> {

  private static final long serialVersionUID = 1L;

  private TreeMap<Integer, Long> partitions = new TreeMap<>();

  static RowCounter register(SparkSession session, String name) {
    var counter = new RowCounter();
    session.sparkContext().register(counter, name);
    return counter;
  }

  /** The same rows, counted as they pass. */
  Dataset<Row> counting(Dataset<Row> rows) {
    UDF0<Boolean> count =
        () -> {
          add(TaskContext.getPartitionId());
          return true;
        };
    return rows.filter(udf(count, DataTypes.BooleanType).asNondeterministic().apply());
  }

  long total() {
    return partitions.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public boolean isZero() {
    return partitions.isEmpty();
  }

  @Override
  public RowCounter copy() {
    var copy = new RowCounter();
    copy.partitions = new TreeMap<>(partitions);
    return copy;
  }

  @Override
  public void reset() {
    partitions = new TreeMap<>();
  }

  @Override
  public void add(Integer partition) {
    partitions.merge(partition, 1L, Long::sum);
  }

  @Override
  public void merge(AccumulatorV2<Integer, Long> other) {
    if (other instanceof RowCounter counter) {
      partitions.putAll(counter.partitions);
    }
  }

  @Override
  public Long value() {
    return total();
  }
}
