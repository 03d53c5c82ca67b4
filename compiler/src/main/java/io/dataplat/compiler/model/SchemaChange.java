package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.Optional;

/**
 * What happens to a table when its contract has changed.
 *
 * @param span where it is written; empty if nothing is said
 */
public record SchemaChange(
    Optional<SourceSpan> span, Sourced<NewColumns> columns, Sourced<Types> types) {

  /** A column that the contract has got. */
  public enum NewColumns {
    EVOLVE,
    FREEZE
  }

  /** A type that has become wider. */
  public enum Types {
    WIDEN,
    FREEZE
  }
}
