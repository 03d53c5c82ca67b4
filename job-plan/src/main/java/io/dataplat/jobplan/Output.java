package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** What a task writes, and from which step or input. */
public record Output(
    String id,
    String from,
    Optional<String> when,
    boolean exclusive,
    String dataset,
    int order,
    Write write,
    List<RowRule> rules,
    List<MetricRule> metrics,
    String stagingBranch,
    String ledgerKey) {
  /** Copies what the caller may still change. */
  public Output {
    rules = List.copyOf(rules);
    metrics = List.copyOf(metrics);
  }
}
