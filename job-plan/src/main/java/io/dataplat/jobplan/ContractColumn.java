package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** One column of a contract; {@code examples} serve sample data only. */
public record ContractColumn(
    String name,
    String sourceName,
    Optional<Integer> fieldId,
    String type,
    boolean nullable,
    Optional<Integer> key,
    Classification classification,
    Optional<Generated> generated,
    Optional<List<ContractColumn>> fields,
    List<String> allowedValues,
    Optional<String> pattern,
    List<String> examples,
    Optional<Mask> mask) {
  /** Copies what the caller may still change. */
  public ContractColumn {
    fields = fields.map(List::copyOf);
    allowedValues = List.copyOf(allowedValues);
    examples = List.copyOf(examples);
  }
}
