package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** A view inside the task: SQL, line by line, a deduplication or a lookup. */
public record Step(
    String name,
    StepKind kind,
    Optional<List<String>> sql,
    List<String> reads,
    List<ContractColumn> schema,
    Optional<Deduplicate> deduplicate,
    Optional<Lookup> lookup) {
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

  /** The one relation whose rows the step hands on, if it does not read several alike. */
  public List<String> rowsOf() {
    return deduplicate
        .map(Deduplicate::from)
        .or(() -> lookup.map(Lookup::from))
        .map(List::of)
        .orElse(reads);
  }

  /** The query, if the step is one. */
  public Optional<String> query() {
    return sql.map(lines -> String.join("\n", lines));
  }
}
