package io.dataplat.jobs.stream;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.OutputSummary;
import java.time.Instant;
import java.util.List;

/**
 * What one micro-batch did.
 *
 * @param outputs what was written; an output that had it already is not among them
 * @param lag how many messages were behind it when it was planned
 */
public record EpochSummary(
    Epoch epoch, List<GateReport> inputs, List<OutputSummary> outputs, long lag) {

  /** Copies what the caller may still change. */
  public EpochSummary {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The number of the micro-batch. */
  public long number() {
    return epoch.number();
  }

  /** The watermark at which it began; the epoch of Unix before the first. */
  public Instant watermark() {
    return epoch.watermark();
  }

  EpochSummary behind(long messages) {
    return new EpochSummary(epoch, inputs, outputs, messages);
  }
}
