package io.dataplat.jobs.replay;

import java.util.List;

/** The rows of a batch that a gate has kept out for the same rules. */
record RejectedRows(String batch, String dataset, String gate, List<String> rules, long rows) {

  RejectedRows {
    rules = List.copyOf(rules);
  }

  /** Whether they violate a rule; one whose name has a colon is also known by its kind. */
  boolean violates(String rule) {
    return rules.stream().anyMatch(each -> each.equals(rule) || each.startsWith(rule + ":"));
  }
}
