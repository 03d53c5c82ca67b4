package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.run.RunSummary;
import io.dataplat.jobs.telemetry.RunRecord.InputRecord;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.dataplat.jobs.telemetry.RunRecord.RuleRecord;
import io.dataplat.jobs.write.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the record of a batch out of what was noted on its way and how it ended. */
record RunRecords(RecordedIdentity identity, RunNotes notes, RunCost cost) {

  /**
   * The record of a run that came to a summary.
   *
   * @param released the rows that it has let out of quarantine, if it was a replay
   */
  RunRecord of(RunSummary summary, Optional<Long> released) {
    var end = RunEnd.of(summary);
    return record(
        end,
        inputs(summary.inputs()),
        notes.outputs().stream().map(output -> output(output, summary)).toList(),
        summary,
        released);
  }

  /** The record of a run that was stopped by an error. */
  RunRecord of(Throwable error) {
    var nothing =
        new RunSummary(
            identity.slice(), RunStatus.FAILED, List.of(), List.of(), List.of(), List.of());
    return record(RunEnd.of(error), inputs(List.of()), List.of(), nothing, Optional.empty());
  }

  private RunRecord record(
      RunEnd end,
      List<InputRecord> inputs,
      List<OutputRecord> outputs,
      RunSummary summary,
      Optional<Long> released) {
    var facts =
        new RecordedFacts(
            notes.fingerprint(),
            inputs,
            RecordedFacts.steps(summary.outputs()),
            outputs,
            rules(summary),
            notes.stages(),
            Optional.of(cost.cpuMs()),
            Optional.of(cost.peakBytes()),
            !summary.outputs().isEmpty() && end.status() != RunStatus.RECOVERED,
            released);
    return identity.record(
        identity.arguments().runId(), Optional.of(end), Optional.of(notes.startedAt()), facts);
  }

  private List<InputRecord> inputs(List<GateReport> gates) {
    return notes.inputs().stream()
        .map(
            pinned ->
                RecordedFacts.input(
                        pinned,
                        RecordedFacts.gate(gates, pinned.input()),
                        identity.slice().interval())
                    .with(notes.unknownColumns(pinned.input())))
        .toList();
  }

  private OutputRecord output(OutputTarget target, RunSummary summary) {
    var published = PublishedOutput.of(target, identity.slice().batch().value());
    var own = RecordedFacts.counters(summary.outputs(), target);
    var isUnchanged = summary.status() == RunStatus.UNCHANGED;
    var kept = published.entry().filter(entry -> !isUnchanged).map(LedgerEntry::counters);
    var counters = own.or(() -> kept).orElse(Map.of());
    var isFailed = summary.status() == RunStatus.FAILED;
    return (isFailed ? published.withoutBatch() : published).record(notes.base(target), counters);
  }

  private static List<RuleRecord> rules(RunSummary summary) {
    return Stream.of(
            summary.inputs().stream().flatMap(RecordedFacts::rules),
            RecordedFacts.metrics(summary.inputMetrics()),
            summary.outputs().stream().flatMap(RunRecords::rules))
        .flatMap(rules -> rules)
        .toList();
  }

  private static Stream<RuleRecord> rules(OutputSummary output) {
    return Stream.concat(
        RecordedFacts.rules(output.gate()), RecordedFacts.metrics(output.metrics()));
  }
}
