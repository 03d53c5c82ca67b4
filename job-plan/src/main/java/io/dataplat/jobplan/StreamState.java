package io.dataplat.jobplan;

import java.util.List;

/** What a streaming job keeps between its starts. */
public record StreamState(
    int stateVersion,
    String stateFingerprint,
    String checkpoint,
    String trigger,
    List<String> allowedChangesFrom,
    String drain,
    String lease) {
  /** Copies what the caller may still change. */
  public StreamState {
    allowedChangesFrom = List.copyOf(allowedChangesFrom);
  }
}
