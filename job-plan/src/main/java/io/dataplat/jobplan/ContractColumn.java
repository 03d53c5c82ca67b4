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

  /** A column of which no more is known, neither keys nor rules for its values. */
  public static ContractColumn plain(
      String name, String type, boolean nullable, Classification classification) {
    return new ContractColumn(
        name,
        name,
        Optional.empty(),
        type,
        nullable,
        Optional.empty(),
        classification,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
