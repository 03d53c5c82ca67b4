package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One DAG, or a set of streaming applications.
 *
 * @param ofOtherMode the fields that only the other mode has, at their keys
 */
public record Pipeline(
    PipelineId id,
    SourceSpan span,
    String file,
    Sourced<String> description,
    Map<String, Sourced<String>> labels,
    Sourced<Mode> mode,
    Sourced<ZoneId> timezone,
    Sourced<Boolean> enabled,
    Optional<Schedule> schedule,
    Optional<Sourced<Duration>> triggerEvery,
    Sourced<Integer> stateVersion,
    List<Located<String>> ofOtherMode,
    List<Parameter> parameters,
    List<Task> tasks) {
  public Pipeline {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    ofOtherMode = List.copyOf(ofOtherMode);
    parameters = List.copyOf(parameters);
    tasks = List.copyOf(tasks);
  }

  /** How a pipeline runs. */
  public enum Mode {
    BATCH,
    STREAMING
  }

  /** A template parameter that SQL may use as {@code :name}; {@code type} is its language type. */
  public record Parameter(String name, String type, Sourced<String> value) {}
}
