package io.dataplat.jobs.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows of all splits of one task, one after the other. */
final class SplitRows<S> implements Iterator<InternalRow> {

  /** The rows of one split, and what must be closed when the task ends. */
  interface Rows extends Iterator<InternalRow>, Closeable {}

  /** Opens a split in a task. */
  @FunctionalInterface
  interface Opener<S> extends Serializable {
    Rows open(S split);
  }

  private final Iterator<S> splits;
  private final Opener<S> opener;
  private Iterator<InternalRow> rows = List.<InternalRow>of().iterator();

  private SplitRows(Iterator<S> splits, Opener<S> opener) {
    this.splits = splits;
    this.opener = opener;
  }

  /** The rows of splits, each read by a task of its own. */
  static <S> JavaRDD<InternalRow> of(SparkSession session, List<S> splits, Opener<S> opener) {
    var context = JavaSparkContext.fromSparkContext(session.sparkContext());
    return splits.isEmpty()
        ? context.emptyRDD()
        : context
            .parallelize(splits, splits.size())
            .mapPartitions(part -> new SplitRows<>(part, opener));
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && splits.hasNext()) {
      rows = open(splits.next());
    }
    return rows.hasNext();
  }

  @Override
  public InternalRow next() {
    return rows.next();
  }

  private Rows open(S split) {
    var opened = opener.open(split);
    TaskContext.get()
        .addTaskCompletionListener(
            context -> {
              try {
                opened.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return opened;
  }
}
