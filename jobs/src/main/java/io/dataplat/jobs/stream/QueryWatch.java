package io.dataplat.jobs.stream;

import io.dataplat.jobs.Causes;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/**
 * Watches a query until it ends: by itself, because it is drained, or because its lease is lost.
 *
 * @param patience how long the micro-batch that runs may take when the query is drained
 */
record QueryWatch(Drain drain, Lease lease, EpochQueue epochs, Duration patience) {

  private static final long PAUSE_MILLIS = 100;
  private static final int DRIVERS_AMONG_EXECUTORS = 1;
  private static final String KAFKA_SOURCE = "org.apache.spark.sql.kafka010.KafkaMicroBatchStream";

  void untilEnd(DataStreamWriter<Row> writer) {
    try {
      start(writer);
    } catch (RuntimeException e) {
      // What fails in an instance that was overtaken may fail only because the other one is there.
      lease.confirm();
      throw e;
    } finally {
      epochs.tellRest();
    }
  }

  private void start(DataStreamWriter<Row> writer) {
    try {
      untilEnd(writer.start());
    } catch (StreamingQueryException e) {
      if (isReportOfRepeatedBatch(e)) {
        start(writer);
      } else if (Causes.first(e, Drain.DrainedException.class).isEmpty()) {
        throw known(e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("the query did not start", e);
    }
  }

  private void untilEnd(StreamingQuery query) throws StreamingQueryException, TimeoutException {
    var deadline = Long.MAX_VALUE;
    while (!query.awaitTermination(PAUSE_MILLIS)) {
      epochs.tell(query);
      lease.check();
      if (drain.isWanted()) {
        deadline = Math.min(deadline, System.nanoTime() + patience.toNanos());
        if (isToStop(query, deadline) && query.isActive()) {
          query.stop();
          // An interrupted micro-batch may fail with anything, even with a table that is not found.
          break;
        }
      }
    }
    epochs.tell(query);
  }

  private boolean isToStop(StreamingQuery query, long deadline) {
    return drain.isIdle(query) || !hasExecutor(query) || System.nanoTime() > deadline;
  }

  // A Pod that ends is no longer in the DNS by which executors find their driver, so on Kubernetes
  // none comes any more, nor in place of one that is lost. Elsewhere one could come; to wait for it
  // would save no row: no output is published in part, and the next instance repeats the
  // micro-batch.
  private static boolean hasExecutor(StreamingQuery query) {
    var context = query.sparkSession().sparkContext();
    return context.isLocal()
        || context.statusTracker().getExecutorInfos().length > DRIVERS_AMONG_EXECUTORS;
  }

  // Spark 4.1.1 repeats a micro-batch that was planned before a stop, notes it as done, and then
  // fails, as it reports how far it is behind offsets that it has not asked the brokers for yet.
  private static boolean isReportOfRepeatedBatch(StreamingQueryException error) {
    return Causes.first(error, NullPointerException.class).stream()
        .flatMap(failure -> Stream.of(failure.getStackTrace()).limit(1))
        .anyMatch(
            frame ->
                frame.getClassName().startsWith(KAFKA_SOURCE)
                    && frame.getMethodName().equals("metrics"));
  }

  private static RuntimeException known(StreamingQueryException error) {
    return Causes.first(error, JobFailure.class)
        .or(
            () ->
                Causes.conditions(error)
                    .filter(condition -> condition.startsWith("KAFKA_DATA_LOSS"))
                    .map(QueryWatch::dataLoss)
                    .findFirst())
        .<RuntimeException>map(failure -> failure)
        .orElseGet(() -> new IllegalStateException(error));
  }

  private static JobFailure dataLoss(String condition) {
    return new JobFailure(
        ExitCode.STATE_REFUSED,
        "data-loss",
        "a topic no longer has records that were not read: " + condition);
  }
}
