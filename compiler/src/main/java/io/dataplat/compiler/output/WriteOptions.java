package io.dataplat.compiler.output;

import java.util.List;
import java.util.Optional;

/**
 * Which environments a write concerns (none named: all), and whether it may replace files that
 * somebody edited.
 */
public record WriteOptions(Optional<List<String>> environments, boolean overwriteEdited) {

  public WriteOptions {
    environments = environments.map(List::copyOf);
  }

  public static WriteOptions allEnvironments() {
    return new WriteOptions(Optional.empty(), false);
  }

  public static WriteOptions onlyEnvironments(List<String> names) {
    return new WriteOptions(Optional.of(names), false);
  }

  public WriteOptions overwritingEdited() {
    return new WriteOptions(environments, true);
  }

  boolean concerns(String environment) {
    return environments.map(names -> names.contains(environment)).orElse(true);
  }
}
