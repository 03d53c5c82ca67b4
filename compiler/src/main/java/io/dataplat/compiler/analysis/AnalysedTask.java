package io.dataplat.compiler.analysis;

import java.util.List;

/** The steps of a task in the order of use, with their types. */
public record AnalysedTask(List<AnalysedStep> steps) {
  public AnalysedTask {
    steps = List.copyOf(steps);
  }
}
