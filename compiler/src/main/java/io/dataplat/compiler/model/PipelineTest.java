package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows in, rows out: a test of a task.
 *
 * @param id the full name, such as {@code retail.late_order}
 * @param given the rows of inputs, and of outputs before the run
 * @param expect the rows of outputs after the run, and of steps
 * @param quarantined the rows that inputs and outputs keep out
 * @param failsWith the expectation, or the job's rule, that the run must fail with
 */
public record PipelineTest(
    String id,
    SourceSpan span,
    SourceSpan spec,
    Sourced<Pipeline> pipeline,
    Task task,
    Optional<Run> run,
    Map<String, Rows> given,
    Map<String, Rows> expect,
    Map<String, Rows> quarantined,
    Optional<Sourced<String>> failsWith) {
  public PipelineTest {
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    expect = Collections.unmodifiableMap(new LinkedHashMap<>(expect));
    quarantined = Collections.unmodifiableMap(new LinkedHashMap<>(quarantined));
  }

  /** The interval that the run covers, as it is written. */
  public record Run(SourceSpan span, Sourced<String> start, Optional<Sourced<String>> end) {}

  /** Rows of one input, step or output, at its name; values by column, as they are written. */
  public record Rows(SourceSpan span, List<YamlMapping> rows) {
    public Rows {
      rows = List.copyOf(rows);
    }
  }
}
