package io.dataplat.jobs.write;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of one published batch; instants are ISO text in UTC, empty where there is none.
 *
 * @param runId the attempt that published it
 */
public record LedgerEntry(
    String planHash,
    String fingerprint,
    String start,
    String end,
    long snapshot,
    long sequenceNumber,
    String runId,
    Map<String, Long> counters) {

  /** Copies what the caller may still change. */
  public LedgerEntry {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }

  /** Whether the same plan read the same input. */
  public boolean isSameWork(String otherPlan, String otherFingerprint) {
    return planHash.equals(otherPlan) && fingerprint.equals(otherFingerprint);
  }
}
