package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** A dataset under the name that SQL uses for it. */
public record Input(
    String alias,
    String dataset,
    ReadMode read,
    boolean changelog,
    boolean gate,
    AsOf asOf,
    Missing missing,
    LateRows late,
    Optional<ChangesInput> changes,
    Optional<FilesInput> files,
    Optional<JdbcInput> jdbc,
    Optional<StreamInput> stream,
    List<RowRule> rules,
    List<MetricRule> metrics) {
  /** Copies what the caller may still change. */
  public Input {
    rules = List.copyOf(rules);
    metrics = List.copyOf(metrics);
  }

  /** The same input with another meaning of no files. */
  public Input with(Missing other) {
    return new Input(
        alias, dataset, read, changelog, gate, asOf, other, late, changes, files, jdbc, stream,
        rules, metrics);
  }
}
