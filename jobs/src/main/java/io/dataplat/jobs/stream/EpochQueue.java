package io.dataplat.jobs.stream;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Micro-batches that are published, until their query has noted them as done. */
final class EpochQueue {

  private final StreamProgress progress;
  private final TreeMap<Long, EpochSummary> published = new TreeMap<>();

  EpochQueue(StreamProgress progress) {
    this.progress = progress;
  }

  synchronized void add(EpochSummary epoch) {
    published.put(epoch.number(), epoch);
  }

  /** Tells of those that the query has noted meanwhile. */
  synchronized void tell(StreamingQuery query) {
    for (var noted : query.recentProgress()) {
      // Of a micro-batch that was repeated after a stop the query tells nothing.
      var done = published.headMap(noted.batchId(), true);
      done.values().forEach(epoch -> progress.finished(epoch.behind(lag(noted.sources()))));
      done.clear();
    }
  }

  /**
   * Tells of the rest when a query has ended: all are published, and of one that was repeated it
   * may have said nothing.
   */
  synchronized void tellRest() {
    published.values().forEach(progress::finished);
    published.clear();
  }

  private static long lag(SourceProgress[] sources) {
    var lag = 0L;
    for (var source : sources) {
      if (source.latestOffset() != null && source.endOffset() != null) {
        lag += sum(source.latestOffset()) - sum(source.endOffset());
      }
    }
    return Math.max(0, lag);
  }

  private static long sum(String offsets) {
    return EpochLog.parse(offsets).values().stream()
        .map(Map::values)
        .flatMap(each -> each.stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
