package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** Keeps one row for each key. */
public record Deduplicate(
    String from,
    List<String> keys,
    Optional<Keep> keep,
    NullKeys nullKeys,
    Optional<String> within) {
  /** Copies what the caller may still change. */
  public Deduplicate {
    keys = List.copyOf(keys);
  }
}
