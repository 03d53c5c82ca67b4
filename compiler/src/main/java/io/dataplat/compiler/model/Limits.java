package io.dataplat.compiler.model;

import java.util.Optional;

/** Hard caps of an environment that no override escapes. */
public record Limits(Quota domain, TaskLimit task) {

  /** Caps of one task; absent means no cap. */
  public record TaskLimit(
      Optional<Sourced<Integer>> cores,
      Optional<Sourced<Quantity>> memory,
      Optional<Sourced<Integer>> instances) {}
}
