package io.dataplat.jobplan;

import java.util.Optional;

/** Which row of a key is kept: exactly one of the two columns is present. */
public record Keep(Optional<String> latestBy, Optional<String> earliestBy) {

  /** Refuses an order that names no column or two. */
  public Keep {
    if (latestBy.isPresent() == earliestBy.isPresent()) {
      throw new IllegalArgumentException("keep has one of latestBy, earliestBy");
    }
  }
}
