package io.dataplat.jobs.run;

import io.dataplat.jobs.gate.GateReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Turns counters into the summary of an output. */
public record Accounts(StepAccounts steps, Map<String, GateReport> inputs) {

  /** The summary of what was staged. */
  public OutputSummary of(StagedOutput staged) {
    var output = staged.target().output();
    var gate = staged.gate();
    var chain = steps.chain(output.from());
    var counts =
        chain.map(each -> steps.count(each, input(each).kept(), gate.read())).orElse(List.of());
    return new OutputSummary(
        output.id(),
        output.dataset(),
        staged.target().place().name(),
        output.write().mode(),
        gate,
        staged.staged().accepted(),
        staged.collapsed(),
        staged.staged().counters(),
        counts,
        chain.map(each -> equation(input(each), counts, staged)),
        staged.metrics());
  }

  private GateReport input(StepAccounts.Chain chain) {
    return Optional.ofNullable(inputs.get(chain.input())).orElseThrow();
  }

  private static Equation equation(GateReport input, List<StepCount> steps, StagedOutput staged) {
    var gate = staged.gate();
    return new Equation(
        input.read(),
        staged.staged().accepted(),
        input.allQuarantined() + gate.allQuarantined(),
        input.allDropped() + gate.allDropped(),
        sum(steps, StepCount::deduplicated) + staged.collapsed(),
        sum(steps, StepCount::filtered),
        input.outside());
  }

  private static long sum(List<StepCount> steps, ToLongFunction<StepCount> rows) {
    return steps.stream().mapToLong(rows).sum();
  }
}
