package io.dataplat.jobs.console;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.Equation;
import io.dataplat.jobs.stream.EpochSummary;
import io.dataplat.jobs.stream.StreamProgress;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/** Says in one line what a micro-batch did; names and counts only, never a value. */
public record ConsoleStreamProgress(PrintStream out) implements StreamProgress {

  @Override
  public void begins(String task, String from) {
    out.println(task + "  begins at " + from);
  }

  @Override
  public void published(String output, long epoch) {
    // The line of the micro-batch says it.
  }

  @Override
  public void finished(EpochSummary epoch) {
    if (epoch.outputs().isEmpty()) {
      out.println("  epoch " + epoch.number() + " was published before");
      return;
    }
    var read = epoch.inputs().stream().mapToLong(GateReport::read).sum();
    for (var output : epoch.outputs()) {
      out.println(
          "  epoch "
              + epoch.number()
              + "  "
              + output.id()
              + "  read "
              + Numbers.of(read)
              + ", written "
              + Numbers.of(output.accepted())
              + output
                  .equation()
                  .map(ConsoleStreamProgress::rest)
                  .orElseGet(() -> rest(epoch.inputs()))
              + ", lag "
              + Numbers.of(epoch.lag())
              + (epoch.watermark().equals(Instant.EPOCH)
                  ? ""
                  : ", watermark " + epoch.watermark()));
    }
  }

  @Override
  public void lost(String telemetry, String error) {
    out.println("  warning: the " + telemetry + " could not be delivered: " + error);
  }

  private static String rest(Equation equation) {
    return Numbers.unlessZero("quarantined", equation.quarantined())
        + Numbers.unlessZero("dropped", equation.dropped())
        + Numbers.unlessZero("late", equation.outside())
        + Numbers.unlessZero("filtered", equation.filtered())
        + Numbers.unlessZero("deduplicated", equation.deduplicated());
  }

  // Beyond a step that reshapes rows only what was left out at the inputs has a number.
  private static String rest(List<GateReport> inputs) {
    return Numbers.unlessZero("quarantined", sum(inputs, GateReport::allQuarantined))
        + Numbers.unlessZero("dropped", sum(inputs, GateReport::allDropped))
        + Numbers.unlessZero("late", sum(inputs, GateReport::outside));
  }

  private static long sum(List<GateReport> inputs, ToLongFunction<GateReport> number) {
    return inputs.stream().mapToLong(number).sum();
  }
}
