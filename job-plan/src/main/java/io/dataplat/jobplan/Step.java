package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** A view inside the task: SQL or a deduplication. */
public record Step(
    String name,
    StepKind kind,
    Optional<String> sql,
    List<String> reads,
    List<ContractColumn> schema,
    Optional<Deduplicate> deduplicate) {
  /** Copies what the caller may still change. */
  public Step {
    reads = List.copyOf(reads);
    schema = List.copyOf(schema);
  }
}
