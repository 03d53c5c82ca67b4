package io.dataplat.jobs.local;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.Equation;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.stream.EpochSummary;
import java.util.List;
import java.util.function.ToLongFunction;

/** What became of the messages of a stream. */
public record StreamCounts(
    long read,
    long written,
    long deadLetters,
    long quarantined,
    long dropped,
    long late,
    long deduplicated,
    long filtered) {

  static final StreamCounts NONE = new StreamCounts(0, 0, 0, 0, 0, 0, 0, 0);

  static StreamCounts of(EpochSummary epoch) {
    var inputs = epoch.inputs();
    var outputs = epoch.outputs();
    return new StreamCounts(
        sum(inputs, GateReport::read),
        outputs.stream().mapToLong(OutputSummary::accepted).sum(),
        sum(inputs, gate -> gate.corrupt() - gate.corruptDropped()),
        sum(inputs, GateReport::quarantined) + sum(gates(outputs), GateReport::allQuarantined),
        sum(inputs, GateReport::allDropped) + sum(gates(outputs), GateReport::allDropped),
        sum(inputs, GateReport::outside),
        removed(outputs, Equation::deduplicated),
        removed(outputs, Equation::filtered));
  }

  private static List<GateReport> gates(List<OutputSummary> outputs) {
    return outputs.stream().map(OutputSummary::gate).toList();
  }

  private static long sum(List<GateReport> gates, ToLongFunction<GateReport> number) {
    return gates.stream().mapToLong(number).sum();
  }

  // The outputs of a stream come from one step, so all of them tell the same.
  private static long removed(List<OutputSummary> outputs, ToLongFunction<Equation> number) {
    return outputs.stream()
        .flatMap(output -> output.equation().stream())
        .mapToLong(number)
        .max()
        .orElse(0);
  }

  StreamCounts plus(StreamCounts more) {
    return new StreamCounts(
        read + more.read,
        written + more.written,
        deadLetters + more.deadLetters,
        quarantined + more.quarantined,
        dropped + more.dropped,
        late + more.late,
        deduplicated + more.deduplicated,
        filtered + more.filtered);
  }

  /** In the words of a batch, where dead letters are rows in quarantine. */
  RowCounts rows() {
    return new RowCounts(read, written, deadLetters + quarantined, dropped);
  }
}
