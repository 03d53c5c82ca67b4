package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/**
 * Adds columns of the one row of another relation that a key names.
 *
 * @param at which version of a history is meant; absent for a relation that keeps none
 */
public record Lookup(
    String from,
    String in,
    List<LookupKey> on,
    Optional<LookupVersion> at,
    List<LookupColumn> add,
    MissingMember missing) {
  /** Copies what the caller may still change. */
  public Lookup {
    on = List.copyOf(on);
    add = List.copyOf(add);
  }
}
