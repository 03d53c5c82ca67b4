package io.dataplat.jobs.write;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The place where reading goes on in a topic.
 *
 * @param id the identity of the topic, which a topic made anew under the same name does not have
 * @param offsets of each partition the offset that comes next
 */
public record TopicPosition(String id, Map<Integer, Long> offsets) {

  /** Copies what the caller may still change. */
  public TopicPosition {
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
  }
}
