package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** A view inside the task: SQL, line by line, or a deduplication. */
public record Step(
    String name,
    StepKind kind,
    Optional<List<String>> sql,
    List<String> reads,
    List<ContractColumn> schema,
    Optional<Deduplicate> deduplicate) {
  /** Copies what the caller may still change. */
  public Step {
    sql = sql.map(List::copyOf);
    reads = List.copyOf(reads);
    schema = List.copyOf(schema);
  }

  /** The lines of a query as they stand in a plan, where a diff shows which of them changed. */
  public static List<String> lines(String query) {
    return List.of(query.stripTrailing().split("\r?\n", -1));
  }

  /** The query, if the step is one. */
  public Optional<String> query() {
    return sql.map(lines -> String.join("\n", lines));
  }
}
