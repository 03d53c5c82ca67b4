package io.dataplat.jobs.stream;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.OutputSummary;
import java.time.Instant;
import java.util.List;

/**
 * What one micro-batch did.
 *
 * @param watermark the watermark at which it began; the epoch of Unix before the first
 * @param lag how many messages were behind it when it was planned
 */
public record EpochSummary(
    long number,
    Instant time,
    Instant watermark,
    List<GateReport> inputs,
    List<OutputSummary> outputs,
    long lag) {

  /** Copies what the caller may still change. */
  public EpochSummary {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  EpochSummary behind(long messages) {
    return new EpochSummary(number, time, watermark, inputs, outputs, messages);
  }
}
