package io.dataplat.jobs.stream;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.jspecify.annotations.Nullable;

/**
 * Watches a query until it ends: by itself, because it is drained, or because its lease is lost.
 *
 * @param patience how long the micro-batch that runs may take when the query is drained
 */
record QueryWatch(Drain drain, Lease lease, EpochQueue epochs, Duration patience) {

  private static final long PAUSE_MILLIS = 100;
  private static final int DEEPEST = 20;
  private static final String KAFKA_SOURCE = "org.apache.spark.sql.kafka010.KafkaMicroBatchStream";

  void untilEnd(DataStreamWriter<Row> writer) {
    try {
      start(writer);
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
      } else if (!(cause(e, Drain.DrainedException.class) instanceof Drain.DrainedException)) {
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
        if (drain.isIdle(query) || System.nanoTime() > deadline) {
          query.stop();
        }
      }
    }
    epochs.tell(query);
  }

  // Spark 4.1.1 repeats a micro-batch that was planned before a stop, notes it as done, and then
  // fails, as it reports how far it is behind offsets that it has not asked the brokers for yet.
  private static boolean isReportOfRepeatedBatch(StreamingQueryException error) {
    return cause(error, NullPointerException.class) instanceof NullPointerException failure
        && failure.getStackTrace().length > 0
        && failure.getStackTrace()[0].getClassName().startsWith(KAFKA_SOURCE)
        && failure.getStackTrace()[0].getMethodName().equals("metrics");
  }

  private static RuntimeException known(StreamingQueryException error) {
    if (cause(error, JobFailure.class) instanceof JobFailure failure) {
      return failure;
    }
    for (@Nullable Throwable at = error; at != null; at = at.getCause()) {
      var condition = at instanceof SparkThrowable spark ? spark.getCondition() : null;
      if (condition != null && condition.startsWith("KAFKA_DATA_LOSS")) {
        return new JobFailure(
            ExitCode.STATE_REFUSED,
            "data-loss",
            "a topic no longer has records that were not read: " + condition);
      }
    }
    return new IllegalStateException(error);
  }

  private static @Nullable Throwable cause(Throwable error, Class<? extends Throwable> type) {
    @Nullable Throwable at = error;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (type.isInstance(at)) {
        return at;
      }
      at = at.getCause();
    }
    return null;
  }
}
