package io.dataplat.jobs.write;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a stream has come in an output, which changes in the commit that publishes.
 *
 * @param queryId the query, which lives as long as its checkpoint
 * @param epoch the micro-batch that was published last
 * @param lease the number of the lease that its writer held; a lower one may not publish
 * @param stateVersion the version of the pipeline's state
 * @param topics of each topic its identity and where the next micro-batch begins
 */
public record StreamPosition(
    String queryId, long epoch, long lease, int stateVersion, Map<String, TopicPosition> topics) {

  /** Copies what the caller may still change. */
  public StreamPosition {
    topics = Collections.unmodifiableMap(new TreeMap<>(topics));
  }

  /** The same position, held by another lease. */
  public StreamPosition heldBy(long number) {
    return new StreamPosition(queryId, epoch, number, stateVersion, topics);
  }
}
