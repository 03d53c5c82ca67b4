package io.dataplat.jobs.run;

import io.dataplat.jobplan.Deduplicate;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.NullKeys;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.StepKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Accounts for the rows between an input and an output.
 *
 * @param rowsOfStep counts the rows of a step
 * @param nullKeys counts the rows that a deduplication reads and that have no key
 */
public record StepAccounts(
    JobPlan plan, ToLongFunction<String> rowsOfStep, ToLongFunction<Deduplicate> nullKeys) {

  /** The steps from one input to an output, and that input; none if a step on the way reshapes. */
  public record Chain(String input, List<Step> steps) {}

  /** The way of an output's rows. */
  public Optional<Chain> chain(String from) {
    var steps = new ArrayDeque<Step>();
    var at = from;
    for (var step = step(at); step.isPresent(); step = step(at)) {
      var reads = step.get().rowsOf();
      if (step.get().kind() == StepKind.RESHAPING || reads.size() != 1) {
        return Optional.empty();
      }
      steps.addFirst(step.get());
      at = reads.get(0);
    }
    return Optional.of(new Chain(at, List.copyOf(steps)));
  }

  private Optional<Step> step(String name) {
    return plan.steps().stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /**
   * Rows in and out of each step. The ends are counted where rows were read and written anyway;
   * only between two steps that both leave out rows is one more count needed, and as inputs are
   * pinned and steps deterministic it cannot differ.
   */
  public List<StepCount> count(Chain chain, long admitted, long candidates) {
    var counts = new ArrayList<StepCount>();
    var in = admitted;
    for (int i = 0; i < chain.steps().size(); i++) {
      var step = chain.steps().get(i);
      var out = step.kind() == StepKind.KEEPING ? in : out(chain.steps(), i, candidates);
      counts.add(new StepCount(step.name(), step.kind(), in, out, filtered(step, in - out)));
      in = out;
    }
    return List.copyOf(counts);
  }

  private long filtered(Step step, long removed) {
    return switch (step.kind()) {
      case FILTERING -> removed;
      case DEDUPLICATING ->
          step.deduplicate()
              .filter(rule -> rule.nullKeys() == NullKeys.DROP)
              .map(nullKeys::applyAsLong)
              .orElse(0L);
      case KEEPING, RESHAPING -> 0;
    };
  }

  private long out(List<Step> steps, int index, long candidates) {
    var isLast =
        steps.subList(index + 1, steps.size()).stream()
            .allMatch(later -> later.kind() == StepKind.KEEPING);
    return isLast ? candidates : rowsOfStep.applyAsLong(steps.get(index).name());
  }
}
