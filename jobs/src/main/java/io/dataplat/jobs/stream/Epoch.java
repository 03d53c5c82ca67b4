package io.dataplat.jobs.stream;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One micro-batch, as its log has it: the same whenever it is repeated.
 *
 * @param time when the batch was planned
 * @param watermark the watermark at which it begins; the epoch of Unix before the first
 * @param start of each topic the offsets at which it begins; empty for the first batch of a query
 * @param end of each topic the offsets at which the next one begins
 */
public record Epoch(
    String queryId,
    long number,
    Instant time,
    Instant watermark,
    Map<String, Map<Integer, Long>> start,
    Map<String, Map<Integer, Long>> end) {

  /** Copies what the caller may still change. */
  public Epoch {
    start = Collections.unmodifiableMap(new TreeMap<>(start));
    end = Collections.unmodifiableMap(new TreeMap<>(end));
  }

  /** The identity of the micro-batch, the same whenever it is repeated. */
  public String batchId() {
    return queryId + "/" + number;
  }

  /** The frontier that readers may rely on; empty while no row with a time was seen. */
  public String frontier() {
    return watermark.equals(Instant.EPOCH) ? "" : watermark.toString();
  }
}
