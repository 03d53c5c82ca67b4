package io.dataplat.jobplan;

import java.util.List;

/** Which quarantined rows go through again; no plan of version 1.0 has one. */
public record Replay(String quarantine, List<String> rules, String from, String to) {
  /** Copies what the caller may still change. */
  public Replay {
    rules = List.copyOf(rules);
  }
}
