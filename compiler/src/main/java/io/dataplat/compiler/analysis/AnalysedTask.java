package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.sql.Relation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A task with its types.
 *
 * @param inputs the columns of each input, by alias
 * @param steps the steps without mistakes, in the order of use
 * @param used the inputs and steps that some step or output reads, as far as can be told
 * @param runParameters the places where SQL uses {@code :run_start} and {@code :run_end}
 * @param complete whether every step could be analysed
 * @param groups what a run replaces, where that are the groups that new rows touch
 */
public record AnalysedTask(
    Map<String, Relation> inputs,
    List<AnalysedStep> steps,
    Set<String> used,
    List<Located<String>> runParameters,
    boolean complete,
    Optional<TouchedGroups> groups) {
  public AnalysedTask {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    steps = List.copyOf(steps);
    used = Collections.unmodifiableSet(new TreeSet<>(used));
    runParameters = List.copyOf(runParameters);
  }

  /** Returns the step of a name, unless it has mistakes. */
  public Optional<AnalysedStep> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /** Returns what an input or step delivers, unless it has mistakes. */
  public Optional<Relation> relation(String name) {
    return Optional.ofNullable(inputs.get(name)).or(() -> step(name).map(AnalysedStep::relation));
  }
}
