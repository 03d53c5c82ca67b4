package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** The values that are valid: those of the list, or those that match the whole pattern. */
public record ValidValues(List<String> values, Optional<String> pattern) {
  /** Copies what the caller may still change. */
  public ValidValues {
    values = List.copyOf(values);
  }
}
